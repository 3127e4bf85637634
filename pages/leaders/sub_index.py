from ddci_tracker.ui.frame import open_board

open_board()
