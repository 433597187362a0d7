"""mmrec, an interactive dashboard for exploring multimodal movie recommenders.

Start it with `streamlit run app.py`.
"""

from mmrec.ui import frame

if __name__ == "__main__":  # worker processes import this file, and must not draw
    frame.settings()
    page = frame.menu()
    frame.around()
    page.run()
