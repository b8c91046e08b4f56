app_name = "projets"
urlpatterns = []
