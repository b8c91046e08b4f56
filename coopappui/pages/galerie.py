"""Every component in every state, for those who build pages (DEBUG only)."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def composants(request):
    return render(request, "pages/composants.html")
