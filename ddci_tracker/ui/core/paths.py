"""The addresses of the screens: Vietnamese without accents, the same in every language."""

OVERVIEW = "/tong-quan"
SUB_INDEX = "/chi-so"
REPORTS = "/bao-cao"
RESULTS = "/ket-qua"
PLAN = "/ke-hoach"
ATTENTION = "/can-xu-ly"
UNITS = "/don-vi"
OVER_THE_YEAR = "/dien-bien"
PROVINCE = "/toan-tinh"
CONCLUSIONS = "/ket-luan"
MEETINGS = "/hop"
BRIEFING = "/ban-tin"
HISTORY = "/lich-su"
ADMINISTRATION = "/quan-tri"
MY_WORK = "/viec-cua-toi"
# Not screens of Streamlit: the transport answers them.
QUICK_VIEW = "/nhanh"
QUICK_PROVINCE = "/nhanh/toan-tinh"
SEARCH = "/tim-kiem"
MEETING_PULSE = "/hop/nhip"

# What the address of Chỉ số calls the tasks outside sub-indices.
GENERAL_TASKS = "general"
# ... and every task of the plan as one list.
ALL_TASKS = "all"
