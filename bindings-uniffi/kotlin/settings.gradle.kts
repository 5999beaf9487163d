rootProject.name = "entryphone"
