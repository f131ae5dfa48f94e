"""Words of the record of processing and the impact assessment that no declaration can give."""

# what could go wrong, for whom; what the product does about it; what is left, in our own judgement
RISKS = (
    (
        "Somebody who would harm a person learns that they reported",
        "One rule for safe contact, asked when a message is written and again when it leaves; "
        "messages say nothing of a case; a withdrawn or unsafe message is stopped and destroyed",
        "Somebody reads along on the person's own device or account",
    ),
    (
        "Names and stories leak from a copy of the database, a backup or a lost disk",
        "Each record's personal fields are one document under a key of its own; keys lie apart, "
        "locked by a master key; backups of data hold no key",
        "Whoever holds data, keys and master key together reads everything",
    ),
    (
        "A colleague reads what they need not know",
        "Records open by role, by an agreement in force or on a stated danger, category by "
        "category, and never to whoever is barred; each page, list, file and search that shows "
        "some is a row of reading in a sealed trail: who, which records and people, what classes, "
        "what for, by which right; one page says who looked at somebody; unusual reading is told "
        "to information governance; addresses of people are shown to nobody who looks after "
        "messages",
        "Somebody who may read tells others; what they read aloud or copy by hand",
    ),
    (
        "Something is shared that the person did not agree to, or no longer agrees to",
        "One question to a ledger that is only ever added to, at the moment of sharing; a "
        "withdrawal stops all that waits, lists what was sent, and tells who has it",
        "What was sent before cannot be called back",
    ),
    (
        "Something is shared without agreement and without good reason",
        "An override needs a body, a reason, a legal gateway and what the person was told, and "
        "stands in ledger and trail under the name of who decided; a record opened on a stated "
        "danger is open for hours, and its review is due the next day",
        "The decision itself is a person's",
    ),
    (
        "Data are kept for longer than they are needed",
        "Dated rules for each class; what is due is listed, agreed to by two people, and erased "
        "with a certificate; drafts and other short-lived records go by themselves",
        "What was printed, exported or copied",
    ),
    (
        "Two people are taken for one, and one is told or asked what concerns the other",
        "A search only proposes, says by what somebody was known, and joins no records",
        "A caseworker picks the wrong one",
    ),
    (
        "Somebody is singled out from a published figure",
        "One function between records and any published figure: small numbers are held back, also "
        "those that could be worked out",
        "Knowledge from elsewhere",
    ),
    (
        "Somebody is wrongly accused in a record about another",
        "Fields say of whom they speak; identities in non-crime reports go after 14 days without a "
        "recorded decision; others are masked when a person asks for their own data",
        "Free text has to be read by a person before it is handed over",
    ),
    (
        "Somebody else who is named in a story is handed over in an answer to the person",
        "Names that fields declare are masked, and words in free text that may be names; text and "
        "files that may speak of others leave only by a decision on each, under somebody's name",
        "Somebody decides wrongly, or can be guessed from what is left",
    ),
    (
        "The accused, family or a colleague opens the record, or learns that there is one",
        "Barring by name or body comes before every right and shuts page, list, file, search and "
        "the lists of information governance; the answer is that of a number that no record has",
        "Nobody knew that they had to be barred",
    ),
    (
        "Whoever runs the machine, or steals the database, reads it",
        "The database holds no words in the clear; keys lie apart under a master key that may lie "
        "on another disk; a moved or changed document does not open; the trail is sealed and "
        "anchored outside",
        "Root on the running machine reads what its people open",
    ),
    (
        "Somebody is never told that what they hold must no longer be used",
        "Each recipient stands on a list until a message has left or somebody told them by hand; "
        "what is late comes to information governance",
        "A recipient does not do what they are asked to",
    ),
)


# what no model declares as personal, and a record of processing has to name all the same
PLAIN = (
    (
        "Accounts, posts and roles",
        "People who work in the partnership",
        "To know who may do what, and to reach them",
        "Public task (Art. 6(1)(e)); security of processing (Art. 32)",
        "While they work here; who did what stays named in the trail",
    ),
    (
        "The trail, and lines that lead to rows of reading",
        "People who work in the partnership, and by number those of whom they read",
        "To answer for what was done and read",
        "Accountability and security (Art. 5(2), 32)",
        "7 years (`audit_trail`)",
    ),
    (
        "The ledger of agreements, what was told and has to be told",
        "People spoken of, by number; bodies that were sent something",
        "To show what was agreed to, and that recipients were told (Art. 7(1), 19)",
        "Legal obligation (Art. 6(1)(c))",
        "As evidence and to be counted; names nobody once the person is erased",
    ),
    (
        "Who takes part in a record, who is barred, what is withheld, who works where",
        "People who work in the partnership; by number those of whom a record speaks",
        "To keep records from those who must not see them",
        "Public task; substantial public interest (Sch. 1, para. 18)",
        "As the record of which it is said; then it names a number that opens nothing",
    ),
    (
        "Unusual reading and reviews of urgent access",
        "People who work in the partnership",
        "To ask about reading that stands out",
        "Security of processing (Art. 32)",
        "As the trail",
    ),
    (
        "Search tokens",
        "People spoken of, as numbers that only the keys can make",
        "To find somebody by a name, a day or a number",
        "As for the person",
        "Removed with the person",
    ),
    (
        "Messages that wait, and that they left",
        "Whoever is written to",
        "To send them",
        "As for what they are about",
        "Words until they are sent; the row for 90 days, then a count",
    ),
)
