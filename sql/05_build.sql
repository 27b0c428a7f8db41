-- What every document was made of. The next publication compares it with what the star says then:
-- a document of which it is the same has the same rows in every table.

CREATE TABLE document_build (
    document_id  VARCHAR NOT NULL,
    fiscal_year  INTEGER,
    made_of      VARCHAR NOT NULL
);

INSERT INTO document_build BY NAME FROM star('document_build');

COMMENT ON TABLE  document_build             IS 'One row a document, as in disclosure: what its rows were made of, to tell what a publication has to exchange';
COMMENT ON COLUMN document_build.document_id IS 'The document, as in disclosure';
COMMENT ON COLUMN document_build.fiscal_year IS 'Fiscal year of the document; null where it names none';
COMMENT ON COLUMN document_build.made_of     IS 'Fingerprint of all that its rows were made of: readings, verdict, rulings, code; it may change while no row does';
