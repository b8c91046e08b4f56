app_name = "reseau"
urlpatterns = []
