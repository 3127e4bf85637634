"""The two quick faces: the meeting room's screen and a leader's phone, as whole HTML pages.

No Streamlit, no websocket: they stand at once, work without JavaScript and renew themselves. The
transport asks for them and decides who sees them.
"""
