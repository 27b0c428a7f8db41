"""Files that are no complete, open PDF: each is refused with one clear sentence."""

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import MAX_PAGE_POINTS, read_pdf
from pipelines.extract.records import UnreadableError
from pipelines.workers.pool import Limits, run
from tests.extract.pdf_sheet import Sheet, texts


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(path)
    return str(caught.value)


def drawn(path: Path, pages: int = 3) -> bytes:
    sheet = Sheet(path)
    for page in range(pages):
        sheet.text(50, 50, f"page {page + 1}")
        sheet.canvas.showPage()
    sheet.canvas.save()
    return path.read_bytes()


def built(*objects: str) -> bytes:
    """Assemble a PDF from the bodies of its objects, the first of which is the catalog."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + trailer.encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"junk " * 1000, "the file is not a PDF"),
        ("收入支出决算总表\n".encode(), "the file is not a PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "the PDF is cut off: its end is missing"),
        (b"%PDF-1.7\n" + b"x" * 900 + b"%%EOF", "the PDF is damaged beyond repair"),
    ],
)
def test_what_is_no_pdf_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "given.pdf"
    path.write_bytes(content)
    assert refusal(path) == reason


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_a_file_cut_off_is_refused(share: float, tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    whole = drawn(path)
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(path) == "the PDF is cut off: its end is missing"


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("password"))
    canvas.drawString(50, 50, "secret")
    canvas.save()
    assert refusal(path) == "the PDF is encrypted and asks for a password"


def test_a_file_encrypted_against_editing_only_is_read(tmp_path: Path) -> None:
    path = tmp_path / "open.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("", "owner"))
    canvas.drawString(50, 50, "open to all")
    canvas.save()
    assert texts(read_pdf(path)) == ["open to all"]


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(
        built("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>")
    )
    assert refusal(path) == "the PDF has no pages"


@pytest.mark.parametrize("size", [(14400, 500), (500, 14400), (MAX_PAGE_POINTS + 1, 500)])
def test_a_page_out_of_all_proportion_is_refused_by_its_number(
    size: tuple[float, float], tmp_path: Path
) -> None:
    sheet = Sheet(tmp_path / "large.pdf")
    sheet.text(50, 50, "first")
    sheet.canvas.showPage()
    sheet.canvas.setPageSize(size)
    sheet.canvas.showPage()
    with pytest.raises(UnreadableError, match=r"^page 2 measures .* points, more than the 5000"):
        sheet.save()


def test_a_page_that_is_missing_is_refused_by_its_number(tmp_path: Path) -> None:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    pages = "<< /Type /Pages /Count 2 /Kids [3 0 R 9 0 R] >>"
    path = tmp_path / "missing.pdf"
    path.write_bytes(built("<< /Type /Catalog /Pages 2 0 R >>", pages, page))
    assert refusal(path) == "page 2 of the PDF is damaged"


def holding_itself(times: int) -> bytes:
    """Build a page with a form that draws itself so many times."""
    calls = "/F Do " * times
    resources = "/Resources << /XObject << /F 5 0 R >> >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length {len(calls)} {resources}"
    return built(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R {resources} >>",
        "<< /Length 6 >>\nstream\n/F Do \nendstream",
        f"<< {form} >>\nstream\n{calls}\nendstream",
    )


def test_a_form_that_holds_itself_ends(tmp_path: Path) -> None:
    path = tmp_path / "loop.pdf"
    path.write_bytes(holding_itself(1))
    assert read_pdf(path).blocks == ()


def test_a_form_that_multiplies_without_end_costs_its_worker_only(tmp_path: Path) -> None:
    loop, good = tmp_path / "loop.pdf", tmp_path / "good.pdf"
    loop.write_bytes(holding_itself(2))
    drawn(good)
    found = {o.task: o for o in run(read_pdf, [loop, good], workers=1, limits=Limits(2, 1024))}
    assert found[loop].failure in ("took longer than 2 s", "needed more than 1024 MB")
    assert found[good].result is not None


def test_a_broken_table_of_contents_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    whole = drawn(path)
    start = whole.rindex(b"startxref")
    path.write_bytes(whole[:start] + b"startxref\n7\n%%EOF\n")
    reading = read_pdf(path)
    assert texts(reading) == ["page 1", "page 2", "page 3"]
    assert "was rebuilt" in reading.warnings[0]
