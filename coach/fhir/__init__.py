"""Records taken along in the form that clinics exchange them in: HL7 FHIR R4."""

from coach.fhir.bundle import bundle_of, text_of
from coach.fhir.measured import Answered, Dose, Measured, Numbers, Origin, Value
from coach.fhir.reading import NotOursError, read

__all__ = [
    "Answered",
    "Dose",
    "Measured",
    "NotOursError",
    "Numbers",
    "Origin",
    "Value",
    "bundle_of",
    "read",
    "text_of",
]
