"""``python -m ddci_tracker``."""

from ddci_tracker.cli.app import main

if __name__ == "__main__":
    main()
