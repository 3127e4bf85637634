"""The frame around every screen: navigation, header, the time machine, the account menu."""
