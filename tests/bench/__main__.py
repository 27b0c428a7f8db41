"""Every measurement of ``make bench``, one table after the other. Ratios are within one run."""

from tests.bench import bench_extract, bench_gate, bench_stated

bench_extract.main()
bench_stated.main()
bench_gate.main()
