"""The catalogue as shipped, and the problems of a catalogue file."""

from pathlib import Path

import pytest

from ddci_tracker.plans import PlanFileError, ProblemCode, read_catalog, read_plan
from ddci_tracker.plans.form import INDEX_FORM
from ddci_tracker.plans.writing import write_value

DATA = Path(__file__).resolve().parents[3] / "data"
CATALOG = read_catalog(DATA / "catalog")

INDEX = """\
code: DDCI
name: Chỉ số
english_name: Index
sub_index_max: "10"
total_max: "100"
sets:
  - from_year: null
    to_year: 2022
    provinces: []
    sub_indices:
      - {code: a, name: Chi phí thời gian, short_name: Chi phí, english_name: Time, aliases: []}
      - {code: b, name: Thiết chế pháp lý, short_name: Thiết chế, english_name: Law, aliases: []}
  - from_year: 2023
    to_year: null
    provinces: []
    sub_indices:
      - {code: a, name: Chi phí thời gian, short_name: Chi phí, english_name: Time, aliases: []}
"""


def test_the_indices_come_in_their_order_with_their_scales() -> None:
    assert [
        (each.code, str(each.sub_index_max), str(each.total_max)) for each in CATALOG.indices
    ] == [
        ("DDCI", "10", "100"),
        ("PCI", "10", "100"),
        ("PAR", "100", "100"),
        ("PAPI", "10", "80"),
        ("SIPAS", "100", "100"),
        ("DTI", "1", "1"),
        ("PGI", "10", "40"),
    ]


def test_papi_is_counted_from_one() -> None:
    papi = CATALOG.index("PAPI")
    assert papi is not None
    assert (str(papi.sub_index_min), str(papi.total_min)) == ("1", "8")
    assert len(papi.sets[0].sub_indices) == 8


def test_pci_has_nine_sub_indices_from_2025_and_ten_before() -> None:
    pci = CATALOG.index("PCI")
    assert pci is not None
    sizes = {
        year: len(chosen.sub_indices)
        for year in (2024, 2025, 2030)
        if (chosen := pci.set_for(year, "Lạng Sơn"))
    }
    assert sizes == {2024: 10, 2025: 9, 2030: 9}


def test_a_block_of_localities_has_a_set_of_its_own() -> None:
    ddci = CATALOG.index("DDCI")
    assert ddci is not None
    for block, count in {"departments": 8, "vertical": 8, "districts": 9, "communes": 9}.items():
        chosen = ddci.set_for(2026, "Lạng Sơn", block)
        assert chosen is not None
        assert len(chosen.sub_indices) == count


@pytest.mark.parametrize(
    ("index", "codes"),
    [
        (
            "DDCI",
            "transparency time_cost informal_cost fair_competition business_support "
            "legal_institutions leadership dynamism",
        ),
        (
            "PCI",
            "market_entry land_access transparency time_cost informal_cost fair_competition "
            "proactivity business_support labour_training legal_security",
        ),
        (
            "PAR",
            "institutional_reform administrative_procedures organisation civil_service "
            "public_finance digital_government reform_leadership reform_impact",
        ),
        (
            "DTI",
            "awareness institutions infrastructure human_resources cyber_security "
            "digital_government digital_economy digital_society",
        ),
        (
            "SIPAS",
            "service_access administrative_procedures officials service_results feedback",
        ),
        ("PGI", "pollution_and_climate minimum_standards green_leadership incentives_and_services"),
    ],
)
def test_an_index_has_its_sub_indices_in_their_usual_order(index: str, codes: str) -> None:
    found = CATALOG.index(index)
    assert found is not None
    chosen = found.set_for(2023, "Lạng Sơn")
    assert chosen is not None
    assert [known.code for known in chosen.sub_indices] == codes.split()


@pytest.mark.parametrize(
    ("index", "printed", "code"),
    [
        ("DDCI", "Tinh minh bạch và tiếp cận thông tin", "transparency"),
        ("DDCI", "Chỉ số “Tính minh bạch”", "transparency"),
        ("DDCI", "Cai trò người đứng đầu", "leadership"),
        ("DDCI", "chỉ số thành phần VAI TRÒ NGƯỜI ĐỨNG ĐẦU:", "leadership"),
        ("DDCI", '"dịch vụ hỗ trợ doanh nghiệp"', "business_support"),
        ("DDCI", "Hỗ trợ doanh nghiệp", "business_support"),
        ("DDCI", "Tính năng động và hiệu lực", "dynamism"),
        ("DDCI", "“*Chi phí thời gian*”", "time_cost"),
        ("DDCI", "Thiết chế pháp lý và ANTT", "legal_institutions"),
        ("PCI", "Chi phí thời gian thực hiện các quy định của nhà nước", "time_cost"),
        ("PCI", "Tính minh bạch trong tiếp cận thông tin", "transparency"),
        ("PCI", "Tính năng động và tiên phong của chính quyền", "proactivity"),
        ("PAR", "Cải cách thể chế", "institutional_reform"),
    ],
)
def test_a_printed_name_finds_its_code(index: str, printed: str, code: str) -> None:
    found = CATALOG.find(index, printed, 2021, "Lạng Sơn")
    assert found is not None
    assert found.code == code


def test_a_name_that_nobody_knows_finds_nothing() -> None:
    assert CATALOG.find("DDCI", "Tăng trưởng xanh", 2023, "Lạng Sơn") is None


@pytest.mark.parametrize("path", sorted((DATA / "catalog").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_catalogue_file_is_canonical(path: Path) -> None:
    index = CATALOG.indices[int(path.stem.split("-")[0]) - 1]
    assert path.read_text(encoding="utf-8") == write_value(index, INDEX_FORM)


@pytest.mark.parametrize("path", sorted((DATA / "plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_printed_name_of_a_shipped_plan_finds_its_code(path: Path) -> None:
    plan = read_plan(path, CATALOG)
    own = {(each.index, each.code) for each in plan.own_sub_indices}
    for part in plan.sub_indices:
        if (part.index, part.code) in own:
            continue
        found = CATALOG.find(part.index, part.printed_name, plan.year, plan.agency.province)
        assert found is not None, part.printed_name
        assert found.code == part.code


@pytest.mark.parametrize(
    ("before", "after", "code", "field", "line"),
    [
        ('total_max: "100"', "total_max: 100", "decimal_unquoted", "total_max", 5),
        ("to_year: 2022", "to_year: 2023", "sets_overlap", "sets[1]", 13),
        ("from_year: 2023\n    to_year: null", "from_year: 2024\n    to_year: 2023",
         "years_reversed", "sets[1].from_year", 13),
        ("- {code: b,", "- {code: a,", "duplicate_code", "sets[0].sub_indices[1].code", 12),
        ("name: Thiết chế pháp lý", "name: CHI PHÍ THỜI GIAN", "ambiguous_name",
         "sets[0].sub_indices[1]", 12),
        ("short_name: Thiết chế", "short_name: Thiết chế pháp lý và an ninh trật tự",
         "text_too_long", "sets[0].sub_indices[1].short_name", 12),
    ],
)  # fmt: skip
def test_a_problem_of_the_catalogue_is_named_with_field_and_line(
    tmp_path: Path, before: str, after: str, code: str, field: str, line: int
) -> None:
    assert before in INDEX
    (tmp_path / "ddci.yaml").write_text(INDEX.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PlanFileError) as refused:
        read_catalog(tmp_path)
    found = [(str(each.code), each.field, each.line) for each in refused.value.problems]
    assert found == [(code, field, line)]


def test_sets_of_one_province_stand_beside_those_of_all(tmp_path: Path) -> None:
    before = "from_year: 2023\n    to_year: null\n    provinces: []"
    after = "from_year: 2020\n    to_year: null\n    provinces: [Hà Tĩnh]"
    of_a_province = INDEX.replace(before, after)
    assert of_a_province != INDEX
    (tmp_path / "ddci.yaml").write_text(of_a_province, encoding="utf-8")
    (index,) = read_catalog(tmp_path).indices
    in_ha_tinh, elsewhere = index.set_for(2021, "Hà Tĩnh"), index.set_for(2021, "Lạng Sơn")
    assert in_ha_tinh is not None
    assert elsewhere is not None
    assert (len(in_ha_tinh.sub_indices), len(elsewhere.sub_indices)) == (1, 2)


def test_the_same_index_in_two_files_is_refused_and_all_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(INDEX, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(INDEX, encoding="utf-8")
    (tmp_path / "c.yaml").write_text("code: PCI\n", encoding="utf-8")
    with pytest.raises(PlanFileError) as refused:
        read_catalog(tmp_path)
    codes = [problem.code for problem in refused.value.problems]
    assert codes[0] is ProblemCode.DUPLICATE_CODE
    assert {problem.file for problem in refused.value.problems} == {
        (tmp_path / "b.yaml").as_posix(),
        (tmp_path / "c.yaml").as_posix(),
    }


def test_a_folder_without_files_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert read_catalog(tmp_path).indices == ()
