"""Write, shuffle, save, read: the marks are what they were, for any text and any half mark."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from addendum_cli.core.agreement import leans
from addendum_cli.core.assignment import spread
from addendum_cli.formats.sheets import put, safe_text
from jurying import back, filled, keys, opened, saved, sheet, told
from jurying import given as found_in

KEYS = keys(sheet())
MARKS = st.dictionaries(
    st.sampled_from(KEYS), st.tuples(st.integers(0, 10).map(lambda n: Fraction(n, 2)), st.text(max_size=60))
)


@settings(max_examples=25)
@given(MARKS, st.randoms(use_true_random=False), st.booleans())
def test_what_is_written_is_what_is_read(marks, chance, comma):
    typed = {
        key: (str(float(mark)).replace(".", ",") if comma else float(mark), words)
        for key, (mark, words) in marks.items()
    }
    book, rows = opened(filled(sheet(), typed))
    body = [[cell.value for cell in row] for row in rows.iter_rows(min_row=2)]
    chance.shuffle(body)
    for number, row in enumerate(body, 2):
        for column, value in enumerate(row, 1):
            put(rows.cell(number, column), value)
    found = back(saved(book))
    assert told(found) == []
    assert found_in(found) == {key: (mark, safe_text(words).strip()) for key, (mark, words) in marks.items()}


@settings(max_examples=40)
@given(
    st.lists(st.fractions(-2, 2, max_denominator=8), min_size=2, max_size=6),
    st.lists(st.fractions(0, 5, max_denominator=8), min_size=2, max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_additive_model_recovers_its_own_noiseless_data(lean, items, chance):
    middle = sum(lean, Fraction(0)) / len(lean)
    lean = {f"j{n}": value - middle for n, value in enumerate(lean)}
    marks = {(juror, n): value + items[n] for juror, value in lean.items() for n in range(len(items))}
    kept = {key: value for key, value in marks.items() if key[1] == 0 or chance.random() < 0.7}  # item 0 ties them all
    found = leans(kept)
    assert all(abs(found.lean[juror] - value) < Fraction(1, 10**9) for juror, value in lean.items())


@settings(max_examples=60)
@given(
    st.integers(1, 12),
    st.integers(1, 6),
    st.integers(1, 4),
    st.integers(1, 12),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 11)), max_size=20),
)
def test_a_spread_keeps_its_limits_and_says_what_it_could_not(proposals, jurors, often, most, conflicts):
    ids, panel = [f"p{n:02}" for n in range(proposals)], [f"j{n}" for n in range(jurors)]
    kept = {juror: [ids[p] for j, p in conflicts if j == n and p < proposals] for n, juror in enumerate(panel)}
    found = spread(ids, panel, kept, per_juror=most, per_proposal=often)
    assert all(len(own) <= most and not set(own) & set(kept[juror]) for juror, own in found.proposals.items())
    readers = {one: sum(one in own for own in found.proposals.values()) for one in ids}
    assert found.short == {one: often - n for one, n in readers.items() if n < often}
    possible = sum(min(often, sum(one not in kept[j] for j in panel)) for one in ids)
    places = sum(min(most, sum(one not in kept[j] for one in ids)) for j in panel)
    if not found.short:
        assert possible == often * proposals <= places
