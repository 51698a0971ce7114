"""One settings class per job: the only place where a parameter, its default, range, unit and help stand."""
