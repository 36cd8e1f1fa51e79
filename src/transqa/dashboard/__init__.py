"""The review desk in the browser: Streamlit pages over :class:`transqa.review.Desk`."""
