"""What official papers call doing: the verbs that a task begins with."""

from __future__ import annotations

import re

from ddci_tracker.plans.importing.wording import folded

# Folded, as plans print them. They are the language's, not any plan's.
_ACTIONS = (
    "bao dam|dam bao|ban hanh|bao cao|bien soan|bien tap|bo sung|bo tri|boi duong|cai cach"
    "|cai thien|cai tien"
    "|cap nhat|cat giam|chan chinh|chi dao|chon cu|chu dong|chu tri|chuan bi|chuan hoa|chuyen doi"
    "|cong bo|cong khai"
    "|cu (?:can bo|cong chuc|dau moi)|cung cap|cung co|dam nhiem|dan mat|dang ky|dang tai"
    "|dang tin|danh gia|dao tao"
    "|day manh|day nhanh|de xuat|dien tap|dieu chinh|doi moi|doi thoai|don doc|don gian hoa|dua"
    "|duy tri|gan ket|giai dap|giai quyet|giai trinh|giam|giam sat|gioi thieu"
    "|giu vung|giup|gop y|hien dai hoa|hoan thanh|hoan thien|ho tro|hop|huong dan|kien nghi"
    "|kien toan|kiem soat|kiem tra|ket noi|khac phuc|khai thac|khao sat"
    "|khen thuong|khuyen khich|lam (?:dau moi|tot|viec)|lap|lay y kien|lua chon|luu tru"
    "|mo (?:rong|chuyen muc|lop|diem)"
    "|phat song|dua tin"
    "|moi|nam bat|nam tinh hinh|nang cao|nang cap|nghien cuu|nhan rong"
    "|niem yet|phat dong|phat hanh|phat hien|phat huy|phat trien|pho bien|phoi hop|phong ngua"
    "|phuc vu|quan ly|quan tam|quan triet|quang ba|quy hoach|ra soat|rut ngan|sap xep|sua doi"
    "|so hoa|so ket|su dung|tang|tang cuong|tao|tao dieu kien|tham gia|tham muu|tham dinh"
    "|thanh lap|thanh tra|theo doi|thiet lap"
    "|thong bao|thong ke|thong tin|thu thap|thuc hien|thuc day|thuc hanh|tiep can|tiep cong dan"
    "|tiep nhan|tiep tuc|tiep xuc|tim hieu"
    "|to chuc|tong hop|tong ket|tra ket qua|tra loi|trang bi|trao doi|trien khai|trinh"
    "|truyen thong|tu van|tuyen truyen|tuyen duong|ung dung"
    "|uu tien|van dong|van hanh|xac dinh|xay dung|xin loi|xu ly|xuc tien|minh bach|thao go"
    "|tang toc|rut kinh nghiem|tap trung|tap huan|phan cong|phan cap|phan dau|siet chat|ren luyen"
    "|chap hanh"
    "|thu hut|bieu duong|loai bo|bai bo|ngan chan|huy dong|lien ket|trich lap|giao ban|tuan thu"
    "|khong de|cong nhan|gan trach nhiem|day lui|to giac|ky ket|ra mat|quy dinh|de cao|thanh toan"
    "|phan loai|nhac nho|xay|hoi dam|truc tiep"
    "|phan bo|dau thau|ap dung|dat hang|lap dat|triet pha|tich hop|dong bo hoa|gap go|kiem ke"
    "|chia se|cam ket|luan phien|luan chuyen|khoi tao|thi diem|mua sam"
    "|cap (?:giay|phep|phu hieu|ma|tai khoan|chung)|tiep (?:doanh nghiep|dan)|lap (?:camera|may)"
)
_BEFORE = (
    r"(?:(?:dong thoi|trong do|thuong xuyen|tich cuc|chu dong|kip thoi|dinh ky(?: hang \w+)?"
    r"|hang (?:thang|quy|nam|tuan)|can|phai|khong ngung|khan truong|nghiem tuc"
    r"|quyet liet|tung buoc|tiep tuc|chu trong|tang cuong hon nua|ngoai ra|ben canh do|truoc mat"
    r"|truc tiep|co trach nhiem|va|cung voi do|hang nam|day du|sau do|la (?:don vi )?dau moi"
    r"|de nghi|yeu cau|nhat la|mot so|luon|som)[,:]?\s+)*"
)
ACTION = re.compile(rf"{_BEFORE}(?P<verb>(?:{_ACTIONS}))\b")
_ONLY_STATES = re.compile(rf"{_BEFORE}(?:quan tam|dam bao|bao dam|chu dong|chu tri)\b")


def begins_with_action(plain: str) -> bool:
    """Whether a folded text begins with what somebody does."""
    return ACTION.match(plain) is not None


def is_action(text: str) -> bool:
    """Whether a text says what somebody does, and not only how something should be."""
    plain = folded(text)
    return begins_with_action(plain) and not _ONLY_STATES.match(plain)
