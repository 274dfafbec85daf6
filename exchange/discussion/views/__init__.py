"""What is shown of questions and of the talk under a text?"""
