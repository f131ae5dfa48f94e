from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from upstander.kernel.pages.forms import Checkboxes, DayField, Radios


class Page(HTMLParser):
    """Keeps the tags of a page with what they say of themselves."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


class EverythingForm(forms.Form):
    title = forms.CharField(help_text="As it stands in the plan.", max_length=60)
    text = forms.CharField(label="What happened?", max_length=300, widget=forms.Textarea)
    status = forms.ChoiceField(
        choices=[("on_hold", "On Hold"), ("completed", "Completed")],
        widget=Radios(hints={"on_hold": "Stopped for now"}),
        help_text="As it is today.",
    )
    strands = forms.MultipleChoiceField(
        choices=[("race", "Race"), ("religion", "Religion")], widget=Checkboxes
    )
    due = DayField(label="Due day", help_text="For example, 17 5 2024")
    sector = forms.ChoiceField(choices=[("", "Choose"), ("police", "Police")])
    people = forms.IntegerField(label="Your number of people")
    email = forms.EmailField(label="Email address")
    password = forms.CharField(widget=forms.PasswordInput)
    file = forms.FileField(label="File")
    agreed = forms.BooleanField(label="They agreed")
    note = forms.CharField(required=False)
    scope = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture
def empty():
    return EverythingForm({})


def summary_of(*asked):
    words = " ".join(f"form{index}" for index, _ in enumerate(asked))
    template = Template(f"{{% load upstander %}}{{% error_summary {words} %}}")
    return template.render(Context({f"form{index}": form for index, form in enumerate(asked)}))


def test_every_box_has_a_label_that_points_at_it():
    page = Page(str(EverythingForm()))

    boxes = {
        attrs["id"]
        for tag in ("input", "select", "textarea")
        for attrs in page.all(tag)
        if attrs.get("type") != "hidden"
    }

    assert boxes == {attrs["for"] for attrs in page.all("label")}


def test_what_describes_a_box_is_on_the_page(empty):
    page = Page(str(empty))

    described = [attrs["aria-describedby"] for _, attrs in page.tags if "aria-describedby" in attrs]

    assert "id_title_helptext id_title_error" in described
    assert "id_text-info id_text_error" in described
    assert "id_status_helptext id_status_error" in described
    assert {name for names in described for name in names.split()} <= set(page.ids)


def test_no_id_stands_twice_on_a_page(empty):
    page = Page(str(empty))

    assert len(page.ids) == len(set(page.ids))


def test_every_error_in_the_summary_leads_to_a_box_that_exists(empty):
    page = Page(str(empty))

    links = [attrs["href"] for attrs in Page(summary_of(empty)).all("a")]

    assert links == [
        "#id_title",
        "#id_text",
        "#id_status_0",
        "#id_strands_0",
        "#id_due_0",
        "#id_sector",
        "#id_people",
        "#id_email",
        "#id_password",
        "#id_file",
        "#id_agreed",
        "#id_title",  # the hidden box cannot be reached, so its error leads to the first
    ]
    assert {link[1:] for link in links} <= set(page.ids)


def test_an_error_says_what_to_do_in_the_words_of_the_label(empty):
    said = {field.name: field.sentences for field in empty.visible_fields()}

    assert said == {
        "title": ["Enter the title"],
        "text": ["Answer “What happened?”"],
        "status": ["Choose the status"],
        "strands": ["Choose the strands"],
        "due": ["Enter the due day"],
        "sector": ["Choose the sector"],
        "people": ["Enter your number of people"],
        "email": ["Enter the email address"],
        "password": ["Enter the password"],
        "file": ["Choose a file for the file"],
        "agreed": ["Tick “They agreed”"],
        "note": [],
    }


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("title", "x" * 61, "Title must be 60 characters or fewer"),
        ("status", "gone", "Choose the status from the list"),
        ("people", "many", "Your number of people must be a whole number"),
        ("email", "jo", "Email address must be like name@example.com"),
    ],
)
def test_a_wrong_value_is_named_in_plain_words(name, value, sentence):
    form = EverythingForm({name: value})

    assert form[name].sentences == [sentence]


def test_a_sentence_that_the_author_of_a_form_wrote_stands():
    class AskForm(forms.Form):
        reason = forms.CharField(error_messages={"required": "Say why this is behind."})
        day = forms.CharField(required=False)

        def clean_day(self):
            raise ValidationError("That day is a holiday. Choose another.", code="invalid")

    form = AskForm({})

    assert form["reason"].sentences == ["Say why this is behind"]
    assert form["day"].sentences == ["That day is a holiday. Choose another."]


def test_an_error_of_the_whole_form_leads_to_its_first_box():
    class SignInForm(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput, required=False)
        email = forms.CharField()

        def clean(self):
            raise ValidationError("The email address or the password is not right.")

    html = summary_of(SignInForm({"email": "jo@example.com"}))

    assert '<a href="#id_email">The email address or the password is not right.</a>' in html


def test_a_form_without_errors_has_no_summary():
    assert summary_of(EverythingForm()).strip() == ""


def test_several_forms_share_one_summary():
    class OneForm(forms.Form):
        name = forms.CharField()

    forms_ = forms.formset_factory(OneForm, extra=0)
    sent = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""}

    html = summary_of(OneForm({}, prefix="a"), forms_(sent))

    assert html.count("There is a problem") == 1
    assert '<a href="#id_a-name">Enter the name</a>' in html


def test_the_browser_is_not_asked_to_judge():
    page = Page(str(EverythingForm()))

    judged = {"required", "maxlength", "minlength", "min", "max", "step"}

    assert not [attrs for _, attrs in page.tags if judged & set(attrs)]


def test_a_text_area_with_a_limit_counts_characters():
    html = str(EverythingForm()["text"].as_field_group())

    assert 'data-module="govuk-character-count" data-maxlength="300"' in html
    assert '<div id="id_text-info" class="govuk-hint govuk-character-count__message">' in html
    assert "You can enter up to 300 characters" in html


def test_each_choice_may_have_a_line_of_explanation():
    page = Page(str(EverythingForm()["status"].as_field_group()))

    first, second = page.all("input")

    assert first["aria-describedby"] == "id_status_0_hint"
    assert "id_status_0_hint" in page.ids
    assert "aria-describedby" not in second


def test_what_need_not_be_filled_in_says_so():
    html = str(EverythingForm()["note"].as_field_group())

    assert '>Note <span class="up-regular">(optional)</span></label>' in html


def test_a_number_is_typed_as_text_with_a_keyboard_of_digits():
    box = Page(str(EverythingForm()["people"])).all("input")[0]

    assert (box["type"], box["inputmode"]) == ("text", "numeric")


def test_one_question_may_be_the_heading_of_the_page():
    class WhoForm(forms.Form):
        heading_field = "who"
        who = forms.ChoiceField(label="Who are you?", choices=[("me", "Me")], widget=Radios)

    html = str(WhoForm())

    assert '<h1 class="govuk-fieldset__heading">Who are you?</h1>' in html
    assert "govuk-fieldset__legend--l" in html


def test_markup_in_a_label_a_hint_or_a_value_is_only_text():
    class HostileForm(forms.Form):
        name = forms.CharField(label="<b>Name</b>", help_text="<i>hint</i>")
        day = DayField(label="Day")

    html = str(HostileForm({"name": '"><script>', "day_day": '"><script>'}))

    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("17", "5", "2024"), date(2024, 5, 17)),
        ((" 01 ", "Nov", "2024"), date(2024, 11, 1)),
        (("29", "february", "2024"), date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read_from_three_boxes(typed, day):
    assert DayField(required=False).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "sentence", "box"),
    [
        (("", "5", "2024"), "Due day must include a day", "#id_due_0"),
        (("17", "", "2024"), "Due day must include a month", "#id_due_1"),
        (("17", "5", ""), "Due day must include a year", "#id_due_2"),
        (("17", "5", "24"), "Year must include 4 numbers", "#id_due_2"),
        (("30", "2", "2024"), "Due day must be a real date", "#id_due_0"),
        (("17", "smarch", "2024"), "Due day must be a real date", "#id_due_0"),
        (("1", "1", "0000"), "Due day must be a real date", "#id_due_0"),
    ],
)
def test_a_wrong_day_is_explained_and_the_link_leads_to_the_wrong_box(typed, sentence, box):
    form = EverythingForm(dict(zip(("due_day", "due_month", "due_year"), typed, strict=True)))

    assert form["due"].sentences == [sentence]
    assert f'<a href="{box}">{sentence}</a>' in summary_of(form)


def test_a_day_already_known_fills_the_three_boxes():
    page = Page(str(EverythingForm(initial={"due": date(2024, 11, 14)})["due"].as_field_group()))

    assert [box["value"] for box in page.all("input")] == ["14", "11", "2024"]


def test_what_was_typed_into_a_day_stays_after_an_error():
    form = EverythingForm({"due_day": "30", "due_month": "Feb", "due_year": "2024"})

    page = Page(str(form["due"].as_field_group()))

    assert [box["value"] for box in page.all("input")] == ["30", "Feb", "2024"]


@pytest.mark.parametrize(
    ("typed", "changed"),
    [(["14", "11", "2024"], False), (["15", "11", "2024"], True), (["x", "11", "2024"], True)],
)
def test_a_day_has_changed_when_it_is_another_day(typed, changed):
    assert DayField().has_changed(date(2024, 11, 14), typed) is changed
