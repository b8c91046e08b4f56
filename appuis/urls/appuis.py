app_name = "appuis"
urlpatterns = []
