"""The 24 questions of the guide's questionnaire, in our words (Cap Rural, guide, p. 82): subjects, order, numbers,
kinds of answers and sub-questions are the guide's; the sentences and the examples are ours.

Each is a dictionary of the fields of Question; `si` names the number of the question it depends on.
"""

from missions.questions_du_guide import contacts, montage, projets, suites

# The one that says how far each actor is.
AVANCEMENT = "1"
QUESTIONS = projets.QUESTIONS + contacts.QUESTIONS + montage.QUESTIONS + suites.QUESTIONS
