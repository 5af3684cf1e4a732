import pytest
from django.conf import settings

from demeso.directory.hours import week_fault
from demeso.kernel.country import country
from demeso.kernel.lines import Line, lines, lines_for

pytestmark = pytest.mark.rules

MALI = country(settings.COUNTRY)
FILES = ("lines.toml", "lines.demo.toml")


def test_no_line_is_shipped_as_if_it_were_known_to_work():
    assert lines(settings.COUNTRY / "lines.toml") == ()


def test_the_demos_lines_are_invented_and_say_so():
    found = lines(settings.COUNTRY / "lines.demo.toml")
    assert len(found) >= 3
    for one in found:
        assert "inventée" in one.name
        assert one.dialled.startswith("000000")


@pytest.mark.parametrize("name", FILES)
def test_a_line_names_only_what_the_country_knows(name):
    for one in lines(settings.COUNTRY / name):
        assert one.region in ("", *MALI.codes("regions"))
        assert set(one.languages) <= MALI.codes("languages")
        assert week_fault(one.hours) == ""


def test_a_region_is_answered_by_its_own_lines_and_by_those_of_the_country():
    found = lines(settings.COUNTRY / "lines.demo.toml")
    assert len(lines_for(found, "mopti")) == 3
    assert len(lines_for(found, "gao")) == len(lines_for(found, "")) == 2


@pytest.mark.parametrize("more", ['owner = "army"', 'owner = "ngo"\nfollows = "x"'])
def test_an_owner_or_a_consequence_that_nobody_knows_is_a_fault(tmp_path, more):
    path = tmp_path / "lines.toml"
    path.write_text(f'[[line]]\nname = "x"\nnumber = "1"\n{more}\n')
    with pytest.raises(ValueError, match="x"):
        lines(path)


def test_a_number_is_dialled_without_what_makes_it_readable():
    assert Line("x", "+22 00-00 01", "ngo").dialled == "+22" + "000001"
