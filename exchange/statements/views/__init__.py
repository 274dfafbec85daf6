"""What is shown of this room?"""
