"""Fields that record something, used on several pages."""
