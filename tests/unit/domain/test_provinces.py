"""A province has one name and one rank, whichever of the usual ways it was written."""

import pytest

from ddci_tracker.domain.provinces import province


@pytest.mark.parametrize(
    ("written", "name", "is_city", "place"),
    [
        ("Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("Tỉnh Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("tỉnh  Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("TỈNH LÀO CAI", "Lào Cai", False, "Lào Cai"),
        ("Hải Phòng", "Hải Phòng", True, "Hải Phòng"),
        ("Thành phố Hải Phòng", "Hải Phòng", True, "Hải Phòng"),
        ("TP. Hải Phòng", "Hải Phòng", True, "Hải Phòng"),
        ("TP.Đà Nẵng", "Đà Nẵng", True, "Đà Nẵng"),
        ("TP Đà Nẵng", "Đà Nẵng", True, "Đà Nẵng"),
        ("tp.Cần Thơ", "Cần Thơ", True, "Cần Thơ"),
        ("T.P. Huế", "Huế", True, "Huế"),
        ("THÀNH PHỐ HỒ CHÍ MINH", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("Hồ Chí Minh", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("TP.HCM", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("TP HCM", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("Thủ đô Hà Nội", "Hà Nội", True, "Hà Nội"),
        ("Thừa Thiên Huế", "Thừa Thiên Huế", False, "Thừa Thiên Huế"),
        ("Thái Nguyên", "Thái Nguyên", False, "Thái Nguyên"),
        ("Hoà Bình", "Hoà Bình", False, "Hoà Bình"),
        ("Minh Hà", "Minh Hà", False, "Minh Hà"),
        ("Tỉnh", "Tỉnh", False, "Tỉnh"),
        ("T. Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("T.Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("T Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("t. Thái Nguyên", "Thái Nguyên", False, "Thái Nguyên"),
        ("Tỉnh: Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("T. P. Huế", "Huế", True, "Huế"),
        ("T.phố Đà Nẵng", "Đà Nẵng", True, "Đà Nẵng"),
        ("Th.phố Hải Phòng", "Hải Phòng", True, "Hải Phòng"),
        ("Th. phố Hải Phòng", "Hải Phòng", True, "Hải Phòng"),
        ("T/p Cần Thơ", "Cần Thơ", True, "Cần Thơ"),
        ("Tây Ninh", "Tây Ninh", False, "Tây Ninh"),
        ("Thanh Hóa", "Thanh Hóa", False, "Thanh Hóa"),
        ("T", "T", False, "T"),
        ("T.P Cần Thơ", "Cần Thơ", True, "Cần Thơ"),
        ("t.p cần thơ", "Cần Thơ", True, "Cần Thơ"),
        ("T.P Thái Nguyên", "Thái Nguyên", True, "Thái Nguyên"),
        ("hải phòng", "Hải Phòng", True, "Hải Phòng"),
        ("tp hồ chí minh", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("tỉnh lào cai", "Lào Cai", False, "Lào Cai"),
        ("lào cai", "Lào Cai", False, "Lào Cai"),
        ("tphcm", "Hồ Chí Minh", True, "Thành phố Hồ Chí Minh"),
        ("UBND tỉnh Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("UBND thành phố Hải Phòng", "Hải Phòng", True, "Hải Phòng"),
        ("UBND TP. Cần Thơ", "Cần Thơ", True, "Cần Thơ"),
        ("Ủy ban nhân dân tỉnh Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Lào Cai", False, "Lào Cai"),
        ("Uỷ ban nhân dân tỉnh Lào Cai", "Lào Cai", False, "Lào Cai"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu", False, "Bà Rịa - Vũng Tàu"),
        ("bà rịa - vũng tàu", "Bà Rịa - Vũng Tàu", False, "Bà Rịa - Vũng Tàu"),
    ],
)
def test_a_province_is_known_with_or_without_its_rank(
    written: str, name: str, is_city: bool, place: str
) -> None:
    found = province(written)
    assert (found.name, found.is_city, found.place) == (name, is_city, place)
