"""Everything that knows Streamlit, besides app.py and the pages."""
