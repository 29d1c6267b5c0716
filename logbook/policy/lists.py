"""The lists that questions offer. A key is permanent; an option is disabled, never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass

from logbook.domain.answers import UNKNOWN
from logbook.domain.questions import Option

DO_NOT_KNOW = Option(UNKNOWN, "I do not know", alone=True)
OTHER = Option("other", "Something else", detail="Write what it is")

CAME_TO_LIGHT = (
    Option("person-told-me", "The person told me"),
    Option("saw-it", "I saw it"),
    Option("family-told-me", "Family told me"),
    Option("colleague-told-me", "A colleague told me"),
    Option("professional-told-me", "Another professional told me"),
    Option("public-told-me", "Someone from the public told me"),
    Option("during-support", "I found it while giving support"),
    OTHER,
    DO_NOT_KNOW,
)

PLATFORMS = (
    Option("facebook", "Facebook"),
    Option("messenger", "Messenger"),
    Option("instagram", "Instagram"),
    Option("snapchat", "Snapchat"),
    Option("x", "X"),
    Option("whatsapp", "WhatsApp"),
    Option("tiktok", "TikTok"),
    Option("youtube", "YouTube"),
    Option("discord", "Discord"),
    Option("telegram", "Telegram"),
    Option("reddit", "Reddit"),
    Option("linkedin", "LinkedIn"),
    Option("pinterest", "Pinterest"),
    Option("twitch", "Twitch"),
    Option("game-chat", "Roblox or game chat"),
    Option("dating-app", "Dating app"),
    Option("marketplace", "Marketplace"),
    Option("live-video", "Live video"),
    Option("blog", "Blog"),
    Option("chat-room", "Chat room"),
    Option("forum", "Forum"),
    Option("email", "E-mail"),
    Option("text", "Text message"),
    Option("family-tree-dna", "Family-tree or DNA site"),
    Option("our-page", "Our own page"),
    Option("other", "Another one", detail="Write its name"),
    DO_NOT_KNOW,
)

FIND_RELATIVE = "find-relative"
HELP = (
    Option("set-up", "Set up an account"),
    Option("log-in", "Log in, or a forgotten password"),
    Option("privacy", "Privacy, location or blocking settings"),
    Option("post", "Make or edit a post"),
    Option("photo-video", "Photo or video"),
    Option("message", "Message or reply"),
    Option("contacts", "Add, accept, remove or block a contact"),
    Option("group-event", "Join a group or event"),
    Option("report", "Report something to the platform"),
    Option("buying", "Buying, selling, gifts or subscriptions"),
    Option("dating", "Online dating"),
    Option("game", "A game"),
    Option("hacked", "Get back a hacked account"),
    Option("close", "Close or pause an account"),
    Option("understand", "Understand a message or advert"),
    Option(FIND_RELATIVE, "Find a relative"),
    Option("find-friend", "Find a friend"),
    OTHER,
    DO_NOT_KNOW,
)

NONE_OF_THESE = Option("none", "None of these", alone=True)
STAFF_PART = "staff"
CAREFUL = (
    Option("passwords", "Passwords or account details shared with staff"),
    Option("money", "Money or bank details"),
    Option("pictures", "Private pictures"),
    Option("not-met", "Someone they have not met in person"),
    Option("location", "Location or address"),
    Option("others-details", "Someone else's private details"),
    Option(STAFF_PART, "A member of staff is part of this"),
    NONE_OF_THESE,
    DO_NOT_KNOW,
)

HANDS = (
    Option("talked", "We talked; no device was used", detail="Write what you did"),
    Option("theirs-they", "Their device, and they did it", detail="Write what you did"),
    Option("theirs-i", "Their device; I did it while they watched", detail="Write what you did"),
    Option("mine", "My own device or account", detail="Write what you did"),
    Option("nothing-yet", "Nothing yet", detail="Write why"),
)

HARM_KINDS = (
    Option("contact", "Contact: someone getting to them or controlling them"),
    Option("content", "Content: something they saw or were sent"),
    Option("conduct", "Conduct: how somebody treats them online, or they treat others"),
    Option("commerce", "Commerce: money, scams, gambling, accounts"),
    DO_NOT_KNOW,
)
CONTACT_HARM = (
    Option("grooming", "Befriending or grooming to use them"),
    Option("mate-crime", "Mate crime: a “friend” who uses them"),
    Option("romance-fraud", "Romance fraud"),
    Option("sexual-exploitation", "Sexual exploitation"),
    Option("sextortion", "Sextortion or blackmail"),
    Option("stalking", "Stalking or harassment"),
    Option("controlling", "Controlling contact by a partner or family"),
    Option("radicalisation", "Being drawn into extreme views"),
    Option("criminal-exploitation", "Used for crime, county lines or cuckooing"),
    Option("unwanted-relative", "Unwanted contact by a relative"),
    Option("pressure-to-meet", "Pressure to meet"),
    DO_NOT_KNOW,
)
CONTENT_HARM = (
    Option("self-harm", "Self-harm or suicide"),
    Option("violence", "Violence"),
    Option("pornography", "Pornography"),
    Option("hate", "Hate"),
    Option("misinformation", "False information"),
    Option("distressing", "Something else that upset them"),
    DO_NOT_KNOW,
)
CONDUCT_HARM = (
    Option("bullied", "They are being bullied"),
    Option("bullying", "They are bullying someone"),
    Option("intimate-image", "An intimate image was shared"),
    Option("threats", "Threats"),
    Option("impersonation", "Someone pretends to be them, or they pretend"),
    Option("oversharing", "Sharing too much about themselves"),
    Option("possible-offence", "Something that could be against the law"),
    DO_NOT_KNOW,
)
COMMERCE_HARM = (
    Option("scam", "Scam, fraud or phishing"),
    Option("gambling", "Gambling"),
    Option("in-app", "Spending in an app or game"),
    Option("subscription", "A subscription"),
    Option("loan", "A loan"),
    Option("identity-theft", "A stolen account or identity"),
    DO_NOT_KNOW,
)

CARE_ACT_TYPES = {
    "grooming": "sexual",
    "mate-crime": "financial or material",
    "romance-fraud": "financial or material",
    "sexual-exploitation": "sexual",
    "sextortion": "sexual",
    "stalking": "psychological",
    "controlling": "domestic",
    "radicalisation": "psychological",
    "criminal-exploitation": "modern slavery",
    "unwanted-relative": "psychological",
    "pressure-to-meet": "psychological",
    "self-harm": "self-neglect",
    "violence": "psychological",
    "pornography": "psychological",
    "hate": "discriminatory",
    "misinformation": "psychological",
    "distressing": "psychological",
    "bullied": "psychological",
    "bullying": "psychological",
    "intimate-image": "sexual",
    "threats": "psychological",
    "impersonation": "psychological",
    "oversharing": "self-neglect",
    "possible-offence": "psychological",
    "scam": "financial or material",
    "gambling": "financial or material",
    "in-app": "financial or material",
    "subscription": "financial or material",
    "loan": "financial or material",
    "identity-theft": "financial or material",
}
"""For the manager: which of the Care Act's types of abuse each harm is nearest to."""

RELATIONSHIPS = (
    Option("partner", "Partner or ex-partner"),
    Option("family", "Family"),
    Option("friend-met", "A friend they have met in person"),
    Option("housemate", "Housemate"),
    Option("online-only", "Known online only"),
    Option("staff", "A member of staff"),
    Option("professional", "A paid professional"),
    Option("stranger", "A stranger"),
    DO_NOT_KNOW,
)

SIGNS = (
    Option("secret", "They were asked to keep it secret"),
    Option("plans-to-meet", "They plan to meet"),
    Option("has-met", "They have met in person"),
    Option("knows-address", "The other person knows the address"),
    Option("money", "Money or bank details were shared or have gone"),
    Option("image-sent", "An intimate picture was sent"),
    Option("image-asked", "An intimate picture was asked for"),
    Option("threats", "Threats or blackmail"),
    Option("self-harm", "Talk of self-harm or suicide"),
    NONE_OF_THESE,
    DO_NOT_KNOW,
)

DONE_NOW = (
    Option("called-999", "Called 999"),
    Option("called-101", "Called 101"),
    Option("stayed", "Stayed with the person"),
    Option("listened", "Listened"),
    Option("stopped-contact", "Stopped contact for now, with their agreement"),
    Option("helped-block", "Helped to block or report"),
    Option("helped-settings", "Helped to change a password or settings"),
    Option("told-bank", "Told the bank"),
    Option("kept-evidence", "Kept the evidence, deleted nothing"),
    Option("private-place", "Moved to a private place"),
    Option("medical", "First aid or medical help"),
    Option("told-manager", "Told a manager"),
    Option("easy-read", "Gave easy-read information"),
    Option("advocate", "Offered an advocate"),
    Option("not-needed", "Nothing needed", detail="Write why"),
    Option("not-possible", "Nothing possible", detail="Write why"),
)

FOLLOW_DONE = (
    Option("left", "Left it, not answered"),
    Option("declined", "Declined or blocked it"),
    Option("accepted", "Accepted it"),
    Option("replied", "Replied to it"),
    Option("unsure", "Not sure"),
)
FOLLOW_WORRIES = (
    Option("worried", "Something about it worries me"),
    Option("unsure", "I am not sure whether to worry"),
    Option(STAFF_PART, "Another member of staff is part of this"),
    NONE_OF_THESE,
)
EXCHANGED = (
    Option("none", "Nothing", alone=True),
    Option("messages", "Messages"),
    Option("money", "Money or gifts"),
    Option("images", "Pictures or videos"),
    OTHER,
    DO_NOT_KNOW,
)
ENDING = (
    Option("agreed", "Yes", detail="Write what you agreed"),
    Option("not-yet", "Not yet", detail="Write when you will talk"),
)

IDENTIFIED = (
    Option("service-user", "Someone we support"),
    Option("colleague", "A member of staff"),
    Option("family", "A family member", detail="Write who, as far as it is needed"),
    Option("other", "Someone else", detail="Write who, and what their role is"),
    DO_NOT_KNOW,
)
SHOWN = (
    Option("name", "Their name"),
    Option("face", "Their face"),
    Option("address", "Where they live"),
    Option("health", "Their health or care"),
    Option("location", "Where they are, or often go"),
    OTHER,
    DO_NOT_KNOW,
)
POSTED_SELF = "person-self"
POSTERS = (
    Option("me", "I did"),
    Option("colleague", "A colleague"),
    Option(POSTED_SELF, "The person, and only about themselves"),
    Option("person", "The person, with someone else in it"),
    Option("family", "Family"),
    Option("stranger", "A stranger"),
    DO_NOT_KNOW,
)
THEY_KNOW = (
    Option("told", "Yes, they know", detail="Write what they want, in their own words"),
    Option("not-told", "Not yet", detail="Write why"),
    DO_NOT_KNOW,
)
TAKE_DOWN = (
    Option("yes", "Yes", detail="Write who asked, and whom"),
    Option("no", "No", detail="Write why"),
    DO_NOT_KNOW,
)

COMMENTERS = (
    Option("public", "Someone from the public"),
    Option("family", "Family of someone we support"),
    Option("service-user", "Someone we support"),
    Option("staff", "A member of staff"),
    Option("former-staff", "Someone who used to work here"),
    DO_NOT_KNOW,
)
FLAGGED = (
    Option("controversial", "It stirs things up"),
    Option("misrepresents", "It gets us wrong"),
    Option("identifies", "It names or shows someone"),
    Option("risk", "A threat, or someone may be at risk"),
    Option("complaint", "It complains about care"),
    Option("abuse", "It says that someone was abused"),
    Option("press", "The press is part of it"),
    DO_NOT_KNOW,
)
SCREENSHOT = (
    Option("yes", "Yes", detail="Write where it is kept"),
    Option("no", "No"),
    DO_NOT_KNOW,
)
REPLIED = (
    Option("no", "No"),
    Option("yes", "Yes", detail="Write what you replied"),
)

HELPED = (
    Option("they-did", "Something they did", detail="Write what"),
    Option("i-did", "Something I did", detail="Write what"),
    Option(STAFF_PART, "A colleague"),
    Option("others", "Family, friends or another service", detail="Write who"),
    Option("tool", "A tool, a setting or easy-read words", detail="Write which"),
    OTHER,
    DO_NOT_KNOW,
)

LINE_MANAGER, ON_CALL, GENERAL_MANAGER = "line-manager", "on-call", "general-manager"
REGISTERED_MANAGER, SAFEGUARDING_LEAD = "registered-manager", "safeguarding-lead"
MANAGERS = frozenset(
    {LINE_MANAGER, ON_CALL, GENERAL_MANAGER, REGISTERED_MANAGER, SAFEGUARDING_LEAD}
)
"""Roles that count as “a line manager” where the policy asks for one to be told."""
INFORMED = (
    Option(LINE_MANAGER, "Line manager"),
    Option(ON_CALL, "On-call manager"),
    Option(GENERAL_MANAGER, "General Manager"),
    Option(REGISTERED_MANAGER, "Registered manager"),
    Option(SAFEGUARDING_LEAD, "Safeguarding lead"),
    Option("local-authority", "Local authority adult safeguarding"),
    Option("emergency-duty", "Emergency duty team"),
    Option("police", "Police"),
    Option("cqc", "Care Quality Commission"),
    Option("social-worker", "Social worker"),
    Option("gp", "GP or community nurse"),
    Option("family", "Family or representative"),
    Option("advocate", "Advocate"),
    Option("bank", "Bank"),
    Option("fraud-reporting", "Fraud reporting"),
    Option("platform", "The platform"),
    Option("report-harmful-content", "Report Harmful Content"),
    Option("revenge-porn-helpline", "Revenge Porn Helpline"),
    Option("data-protection", "Data-protection lead"),
    Option("commissioner", "Commissioner"),
)

IN_TOUCH = (
    Option("regularly", "Yes, regularly"),
    Option("lost-touch", "They lost touch"),
    Option("never-met", "They never met"),
    Option("contacted-first", "The relative made contact first"),
    Option("unsure", "Not sure"),
)
SEARCHED = (
    Option("no", "No", alone=True),
    Option("alone", "Yes, by them alone"),
    Option("with-staff", "Yes, with a member of staff's help"),
    Option("contact-made", "Contact was made"),
    DO_NOT_KNOW,
)

CONSENT = (
    Option("yes", "Yes"),
    Option("no", "No", detail="Write why you told someone anyway"),
    Option("could-not-ask", "I could not ask", detail="Write why"),
    Option("raises-risk", "Asking would raise the risk", detail="Write why"),
)
WISHES = (
    Option("said", "They said", detail="Write what they want, and what would feel safe"),
    Option("not-asked", "I have not asked", detail="Write why"),
)
CAPACITY = (
    Option("yes", "Yes", detail="Write its date, or “date not known”"),
    Option("no", "No"),
    DO_NOT_KNOW,
)


WHOSE_CONDUCT = (
    Option("me", "Me"),
    Option("other", "Someone else who works here"),
    Option("both", "Me and someone else"),
)
CONDUCT = (
    Option("at-work", "Personal social media used at work"),
    Option("confidential", "A post about work, or about people we support"),
    Option("bullying", "Bullying someone"),
    Option("hate", "Hate towards a group of people"),
    Option("contact", "Contact with someone we support, on a personal account"),
    OTHER,
    DO_NOT_KNOW,
)
CONDUCT_KEPT = (
    Option("yes", "Yes", detail="Write who keeps it, and where"),
    Option("no", "No"),
    DO_NOT_KNOW,
)


class OutcomeKey:
    """Outcomes that the policy itself settles."""

    STOPPED = "stopped-and-referred"
    IGNORED = "ignored-as-policy"
    GOOD_NEWS = "good-news"


GENERAL_MANAGER_RESPONDED = "gm-responded"
"""Only the General Manager records it."""


OUTCOMES = (
    Option("help-given", "Help given, no concern", hint="We helped, and nothing worries us."),
    Option(
        "help-safeguarded",
        "Help given with safeguards",
        hint="We helped, and agreed steps that keep the person safe.",
    ),
    Option(
        "declined", "Declined, not for staff", hint="Staff should not do this; we said so kindly."
    ),
    Option(
        OutcomeKey.STOPPED,
        "Stopped and referred",
        hint="Staff stopped, and the wish went to someone who may help.",
    ),
    Option(
        OutcomeKey.IGNORED,
        "Ignored, as the policy asks",
        hint="The request was left alone. Nothing more to do.",
    ),
    Option(
        OutcomeKey.GOOD_NEWS,
        "Good news, read and kept",
        hint="It went well, and it counts in supervision.",
    ),
    Option("advice", "Advice given", hint="We told the person or the worker what to do."),
    Option("watch", "Watch and review", hint="Nothing to do now; we look again on a set date."),
    Option("plan-changed", "Plan changed", hint="The support plan or risk assessment changed."),
    Option(
        "local-authority",
        "Raised with the local authority",
        hint="A safeguarding concern was raised, with a reference.",
    ),
    Option("s42", "Section 42 enquiry", hint="The local authority decided to enquire."),
    Option("other-enquiry", "Other enquiry", hint="An enquiry outside section 42."),
    Option("nfa", "No further action", hint="Looked into; nothing more is needed."),
    Option("police", "Police", hint="The police are dealing with it."),
    Option("complaint", "Complaint route", hint="Handled as a complaint."),
    Option("hr", "HR route", hint="Handled by human resources."),
    Option(
        GENERAL_MANAGER_RESPONDED, "General Manager responded", hint="The General Manager answered."
    ),
    Option("not-upheld", "Not upheld or mistaken", hint="It did not happen as first thought."),
    Option("duplicate", "Duplicate", hint="Another entry already covers it."),
    Option("insufficient", "Not enough information", hint="We could not find out enough."),
)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list that a service may change: what it is called, and where it is offered."""

    title: str
    options: tuple[Option, ...]
    fixed: frozenset[str] = frozenset()
    """Options that more than the questions rely on, so that they are always offered."""


LISTS: Mapping[str, Listing] = {
    "came-to-light": Listing(title="How it came to light", options=CAME_TO_LIGHT),
    "platforms": Listing(title="Platforms", options=PLATFORMS),
    "help": Listing(title="Help asked for", options=HELP),
    "contact-harm": Listing(title="Harm by contact", options=CONTACT_HARM),
    "content-harm": Listing(title="Harm by content", options=CONTENT_HARM),
    "conduct-harm": Listing(title="Harm by conduct", options=CONDUCT_HARM),
    "commerce-harm": Listing(title="Harm by commerce", options=COMMERCE_HARM),
    "relationships": Listing(title="Relationship of the other person", options=RELATIONSHIPS),
    "done-now": Listing(title="Done now", options=DONE_NOW),
    "informed": Listing(title="Who was informed", options=INFORMED, fixed=MANAGERS),
    "exchanged": Listing(title="What was exchanged", options=EXCHANGED),
    "shown": Listing(title="What is shown of somebody", options=SHOWN),
    "helped": Listing(title="What helped", options=HELPED),
    "outcomes": Listing(
        title="Outcomes",
        options=OUTCOMES,
        fixed=frozenset(
            {
                OutcomeKey.STOPPED,
                OutcomeKey.IGNORED,
                OutcomeKey.GOOD_NEWS,
                GENERAL_MANAGER_RESPONDED,
            }
        ),
    ),
}
"""Every list that can be changed, by its permanent key, in the order of the settings screen."""
