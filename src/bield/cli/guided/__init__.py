"""`bield keep`, question by question: what each asks, and what it puts into the record.

words.py          every sentence, in one place, so that their grade can be counted
talking.py        asking and answering, on a terminal or through a pipe
typed_answers.py  what is typed as an answer → what is meant by it
keeping_it.py     the record that is being kept, and what is asked again when that fails
typed_paths.py    a line in which files are named, typed or dropped → files
files.py          files
telling.py        what happened, who threatens, what is not copied, who is threatened
money.py          money, and when it was
contents.py       what is in the record, for reading, and what is wrong with it
giving.py         the seal, and who gets what
"""
