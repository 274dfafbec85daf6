"""What is shown of practices, by subject?"""
