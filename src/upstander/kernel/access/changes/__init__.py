"""Every change to who may open records of people, each with its row in the trail."""
