"""The pages with which a partnership keeps its people, organisations, posts and trail."""
