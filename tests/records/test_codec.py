import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_examples import repetition, result

from coach.engine.results import (
    FaultSeen,
    Hold,
    NotAssessed,
    PartialRepetition,
    Repetition,
    Score,
    ScorePart,
    SetResult,
)
from coach.records.codec import CodecError, decode, encode

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def some(item: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(item, max_size=2).map(tuple)


def sets(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[SetResult]:
    maybe = st.none() | numbers
    faults = some(
        st.builds(FaultSeen, start_s=numbers, end_s=numbers, value=numbers, threshold=numbers)
    )
    score = st.builds(
        Score, value=maybe, parts=some(st.builds(ScorePart, value=maybe, weight=numbers))
    )
    return st.builds(
        SetResult,
        fps=numbers,
        duration_s=numbers,
        usable_share=numbers,
        repetitions=some(
            st.builds(
                Repetition,
                start_s=numbers,
                turn_s=numbers,
                end_s=numbers,
                range_of_motion_deg=maybe,
                signal_start=numbers,
                signal_peak=numbers,
                faults=faults,
                score=score,
            )
        ),
        partial_repetitions=some(
            st.builds(PartialRepetition, start_s=numbers, end_s=numbers, fraction=numbers)
        ),
        holds=some(
            st.builds(
                Hold,
                start_s=numbers,
                end_s=numbers,
                in_tolerance_s=numbers,
                steadiness_deg=maybe,
                faults=faults,
            )
        ),
        score=score,
        not_assessed=some(st.builds(NotAssessed)),
        warnings=some(st.text(max_size=8)),
        measurements=st.dictionaries(st.text(max_size=8), numbers, max_size=2),
    )


slow_to_draw = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)


@slow_to_draw
@given(sets(NUMBERS))
def test_every_result_comes_back_as_it_was(kept: SetResult) -> None:
    assert decode(encode(kept)) == kept


@slow_to_draw
@given(sets(st.floats()))
def test_text_never_holds_nan_and_is_stable(kept: SetResult) -> None:
    text = encode(kept)
    json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} was stored"))
    assert encode(decode(text)) == text


def test_unknown_is_none_where_none_may_be_and_nan_where_a_number_must() -> None:
    unknown = repetition(range_of_motion_deg=math.nan, signal_peak=math.nan)
    (back,) = decode(encode(result(repetitions=(unknown,)))).repetitions
    assert back.range_of_motion_deg is None
    assert math.isnan(back.signal_peak)


def test_numpy_numbers_are_numbers() -> None:
    odd = replace(
        result(), fps=np.float32(30.0), frames=np.int64(12), measurements={"a": np.float64(0.1)}
    )
    back = decode(encode(odd))
    assert (type(back.fps), type(back.frames)) == (float, int)
    assert back.measurements == {"a": 0.1}


def test_text_of_the_first_schema_can_always_be_read() -> None:
    # Written by schema 1; keep it as it is when the result grows new fields.
    text = """{"schema":1,"set":{"exercise":"bridge","exercise_name":"Bridge","view":"side_right",
    "fps":30.0,"duration_s":20.0,"frames":600,"usable_share":1.0,"repetitions":[{"number":1,
    "side":"left","start_s":1.0,"turn_s":2.0,"end_s":3.5,"range_of_motion_deg":null,
    "signal":"hip_extension","signal_start":10.0,"signal_peak":null,"faults":[{"check":"arch",
    "title":"Arched","severity":"minor","cue":"Ribs down.","start_s":1.5,"end_s":2.0,
    "measure":"trunk","value":12.0,"threshold":8.0,"unit":"deg"}],"score":{"value":75.0,
    "parts":[{"part":"form","value":75.0,"weight":1.0,"reason":""}]}}],"partial_repetitions":[],
    "holds":[],"score":{"value":null,"parts":[]},"not_assessed":[],"warnings":["dark"],
    "measurements":{"tilt":1.5}}}"""
    back = decode(text)
    assert back.exercise_name == "Bridge"
    assert back.repetitions[0].faults[0].check == "arch"
    assert math.isnan(back.repetitions[0].signal_peak)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "damaged"),  # nothing
        ('{"schema":1}', "damaged"),  # no set
        ('{"schema":1,"set":{"exercise":"squat"}}', "damaged"),  # facts are missing
        ('{"schema":1,"set":[]}', "damaged"),  # another shape
        (encode(result()).replace('"left"', '"up"'), "damaged"),  # an unknown word
        (encode(result()).replace('"frames":1843', '"frames":"x"'), "damaged"),  # text for count
        ('{"schema":2,"set":{}}', "newer version"),  # from the future
    ],
)
def test_text_that_cannot_be_read_is_told_in_words(text: str, says: str) -> None:
    with pytest.raises(CodecError, match=says):
        decode(text)


def test_what_is_not_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="plain data"):
        encode(replace(result(), warnings=(object(),)))
