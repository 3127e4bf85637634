"""What other systems read at ``/api/v1``."""
