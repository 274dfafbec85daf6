"""What is shown of the library, by subject?"""
