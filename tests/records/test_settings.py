from pathlib import Path

import pytest

from coach.settings import Settings, SettingsError


def test_without_environment_the_log_is_a_file_in_the_users_own_data() -> None:
    settings = Settings.from_environment({})
    assert settings.data_dir.is_absolute()
    assert "back-coach" in str(settings.data_dir)
    assert settings.url.get_backend_name() == "sqlite"
    assert Path(str(settings.url.database)).parent == settings.data_dir


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"BACK_COACH_DATA_DIR": str(tmp_path / "100% mine")})
    assert Path(str(settings.url.database)).parent == tmp_path / "100% mine"


def test_empty_means_default() -> None:
    given = {"BACK_COACH_DATA_DIR": "", "BACK_COACH_DATABASE_URL": " "}
    assert Settings.from_environment(given) == Settings.from_environment({})


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_by_any_of_its_names(kind: str) -> None:
    settings = Settings.from_environment({"BACK_COACH_DATABASE_URL": f"{kind}://a:b@host/log"})
    assert settings.url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "url",
    [
        "not an address",
        "mysql://a:secret@host/log",  # another kind of database
        "sqlite://",  # would be gone at the end
        "sqlite:///:memory:",  # the same
        "sqlite:///file:log.sqlite3?mode=ro&uri=true",  # not a plain path
        "postgresql://a:secret@host:port/log",  # the port is no number
    ],
)
def test_an_address_that_cannot_work_is_refused_in_words(url: str) -> None:
    with pytest.raises(SettingsError, match="BACK_COACH_DATABASE_URL can't be used") as refused:
        Settings.from_environment({"BACK_COACH_DATABASE_URL": url})
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_password_is_not_shown() -> None:
    settings = Settings.from_environment({"BACK_COACH_DATABASE_URL": "postgresql://a:secret@h/l"})
    assert "secret" not in repr(settings)
    assert "secret" not in str(settings)


@pytest.mark.parametrize("number", ["112", "911", "000", "+49 30 112", "116-117"])
def test_the_emergency_number_can_be_set(number: str) -> None:
    settings = Settings.from_environment({"BACK_COACH_EMERGENCY_NUMBER": f" {number} "})
    assert settings.emergency_number == number
    assert Settings.from_environment({}).emergency_number == "112"


@pytest.mark.parametrize("number", ["help", "1", "112 or 911", "+", "<b>112</b>", "1" * 40])
def test_a_number_that_cannot_be_dialled_is_refused_in_words(number: str) -> None:
    with pytest.raises(SettingsError, match="BACK_COACH_EMERGENCY_NUMBER can't be used"):
        Settings.from_environment({"BACK_COACH_EMERGENCY_NUMBER": number})


def test_a_process_has_a_name_among_its_like() -> None:
    assert Settings.from_environment({}).worker == "main"
    assert Settings.from_environment({"BACK_COACH_WORKER": " app-2 "}).worker == "app-2"


@pytest.mark.parametrize("name", ["a/b", "a b", "-a", "a-", "..", "ä", "a_b", "a" * 33])
def test_a_name_that_is_no_part_of_an_address_is_refused_in_words(name: str) -> None:
    with pytest.raises(SettingsError, match="BACK_COACH_WORKER can't be used"):
        Settings.from_environment({"BACK_COACH_WORKER": name})
