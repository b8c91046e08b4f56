app_name = "mission"
urlpatterns = []
