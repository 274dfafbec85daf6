"""What is shown of the rooms of the world, and how do members keep it right?"""
