"""The order of the list: everybody stands in it once, whatever the language."""

from hypothesis import given
from hypothesis import strategies as st

from intersession.participation.line_up import PARTS, ROLES, Line, as_json, from_json, lined_up

WORDS = st.text(st.characters(categories=("Lu", "Ll", "Zs"), max_codepoint=0x24F), max_size=8)
LINES = st.lists(
    st.builds(
        Line,
        uid=st.uuids().map(str),
        part=st.sampled_from(list(PARTS)),
        of=st.dictionaries(st.sampled_from(["en", "fr", "es", ""]), WORDS, max_size=3),
        slug=st.sampled_from(["", "a", "b"]),
        rank=st.none() | st.integers(1, 3),
        role=st.sampled_from([role.value for role in ROLES]),
        place=st.none() | st.integers(1, 5),
        given=WORDS,
        family=WORDS,
        badge=WORDS,
    ),
    max_size=12,
    unique_by=lambda line: line.uid,
)


def uids(parts):
    return [one.uid for part in parts for group in part.groups for one in group.people]


@given(LINES, st.sampled_from(["en", "fr", "es"]))
def test_everybody_stands_once_in_one_order(lines, language):
    found = lined_up(lines, language)
    assert sorted(uids(found)) == sorted(line.uid for line in lines)
    assert uids(lined_up(lines[::-1], language)) == uids(found)
    codes = [part.code for part in found]
    assert codes == [code for code in PARTS if code in codes]


@given(LINES)
def test_what_is_issued_reads_as_it_was(lines):
    assert sorted(from_json(as_json(lines)), key=lambda line: line.uid) == sorted(
        lines, key=lambda line: line.uid
    )
