"""What applicants send, made into proposal files: the candidacy form, e-mail, documents."""
