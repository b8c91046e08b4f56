from allauth.account.forms import LoginForm


class Connexion(LoginForm):
    pass
