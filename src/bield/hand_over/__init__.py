"""Hand over: a case → what each recipient needs, one module a recipient.

The stage is pure: it gives words and files. PDF is pressed by `adapters/statement_press.py`.
"""
