from bench.run import PARTS, PLACE
from bench.table import kept, lines_of, table

FAST = {"name": "opening", "value": 3, "unit": "ms", "goal": 5, "most": True}
SLOW = {"name": "acts", "value": 90, "unit": "/s", "goal": 200}


def test_a_part_that_is_not_measured_anew_keeps_its_lines_and_their_day():
    first = {
        "far": lines_of([FAST | {"beside": ""}], "far", "2026-11-22"),
        "acts": lines_of([SLOW | {"beside": "bare: 9"}], "acts", "2026-11-22"),
    }
    page = f"# Benchmarks\n\n{table(first, ('acts', 'far'))}\n\n## Method\n"
    again = kept(page)
    assert again == first
    again["far"] = lines_of([FAST | {"value": 6, "beside": ""}], "far", "2026-11-23")
    assert table(again, ("acts", "far")).splitlines()[2:] == [
        "| acts | 90 /s | ≥ 200, **missed** | bare: 9 | acts, 2026-11-22 |",
        "| opening | 6 ms | ≤ 5, **missed** |  | far, 2026-11-23 |",
    ]
    assert "opening" not in table(again, ("acts",))


def test_every_line_of_the_page_belongs_to_a_part_that_is_measured():
    found = kept(PLACE.read_text(encoding="utf-8"))
    assert found
    assert set(found) <= set(PARTS)
