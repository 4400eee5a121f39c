"""What a clinician says about an enquiry: recorded, countersigned, told to the practice, found again."""
