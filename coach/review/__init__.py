"""A recorded set, made ready to be looked at with the patient."""
