"""The whole program: what joins its pages, its search and its windows to the rooms."""
