"""Creating many tables at once: Django draws the whole set of models again after each CreateModel, which for a hundred
related models takes a minute; here it does so once."""

from django.db.migrations.operations.base import Operation


class CreerEnsemble(Operation):
    """A list of CreateModel, in any order that their bases allow."""

    reversible = True

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        # Drawn models are forgotten: they will be drawn again, once, when the first table asks for them.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models"
