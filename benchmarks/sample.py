"""Generated proposals of 3 to 6 kB: the same for the same seed, on every machine.

They are shaped like real ones (facts, descriptions per challenge, a running text with offers, denials,
referrals and plain talk), so that every rule and the whole search has work to do.
"""

from __future__ import annotations

import random
from pathlib import Path

CHALLENGES = {
    "saled": [
        "administratie",
        "continuiteit",
        "huisvesting",
        "trauma",
        "opleiding",
        "nederlands",
        "mobiliteit",
        "netwerk",
    ],
    "chadia": ["kinderopvang", "psychologische-hulp", "taalondersteuning", "matching", "netwerk", "zelfbeeld"],
    "marc-marlies": [
        "psychologische-ondersteuning",
        "inzicht",
        "budget",
        "motivatie",
        "na-detentie",
        "werkvloeren",
        "netwerk",
        "woonbegeleiding",
        "verslaving",
    ],
    "jordy-cindy": [
        "verslaving",
        "structuur",
        "zelfinzicht",
        "deelname",
        "financien",
        "voortraject",
        "woonsituatie",
        "indicering",
    ],
    "marcel": ["zelfwaarde", "schulden", "middelengebruik", "netwerk", "activering", "successen"],
}
PLACES = [
    "Kortrijk",
    "Menen",
    "Waregem",
    "Wervik",
    "Harelbeke",
    "Kuurne",
    "Avelgem",
    "Anzegem",
    "Zwevegem",
    "Deerlijk",
    "Heule",
    "Lauwe",
]
OFFERS = (
    "Onze begeleiders gaan wekelijks op huisbezoek en helpen bij brieven en formulieren.",
    "Wij zoeken samen met de cliënt een betaalbare woning en gaan mee naar het plaatsbezoek.",
    "Elke deelnemer krijgt fietslessen en daarna een plan voor het openbaar vervoer.",
    "We organiseren elke dinsdag een praattafel waar mensen Nederlands oefenen.",
    "De vaste begeleider blijft bereikbaar, ook 's avonds en in het weekend.",
    "Budgetbegeleiding doen we aan de keukentafel, met een overzicht dat de cliënt zelf bijhoudt.",
    "We bouwen aan een dagstructuur die past bij wat iemand aankan.",
    "Wie uit de gevangenis komt, halen we op aan de poort en laten we niet alleen.",
    "In ons atelier doen mensen oefenkansen op en worden talenten zichtbaar.",
    "Ouders vinden met onze hulp kinderopvang voor en na school.",
)
LIMITS = (
    "Schuldbemiddeling bieden wij niet aan; daarvoor verwijzen we door naar het OCMW.",
    "Op termijn onderzoeken we of we ook een eigen woonclub kunnen starten.",
    "Ontwenning behoort niet tot ons aanbod, maar we werken samen met de verslavingszorg.",
    "Vanaf volgend jaar willen we een psycholoog aanwerven, mits bijkomende middelen.",
)
FILLERS = (  # noqa: SIM905 - sixty words read better in lines than in a list
    "vandaag samen rustig stilaan soms vaak elders ginder intussen gewoon eerst straks zeker echt altijd graag telkens "
    "dichtbij onderweg thuis buiten binnen vroeg laat traag snel opnieuw mee verder eerlijk open warm zacht maandag "
    "dinsdag woensdag donderdag vrijdag januari maart mei juni september november honderd twintig dertig vijftig acht "
    "negen elf twaalf meestal zelden overal daarna"
).split()
"""Words that change nothing of what a sentence says, put into it so that no two are alike."""
TALK = (
    "De doelgroep kampt met schulden, een kleine woning en weinig perspectief.",
    "Onze organisatie bestaat sinds 2009 en is actief in verschillende gemeenten van de streek.",
    "De raad van bestuur vergadert zes keer per jaar en keurt de jaarrekening goed.",
    "Vorig jaar bereikten we honderdtwintig mensen, van wie een derde nog niet gekend was bij een dienst.",
    "Cliënten vertellen ons dat ze moe zijn van de vele loketten en wachtzalen.",
    "Het team bestaat uit mensen met een sociale opleiding en twee ervaringsdeskundigen.",
    "We registreren onze contacten in een eenvoudig systeem en bespreken ze elke maand.",
    "De samenwerking in de regio verloopt vlot, omdat we elkaar al jaren kennen.",
)


def proposals(folder: Path, count: int, seed: int = 1) -> int:
    """Write ``count`` proposals into ``folder``; return their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    size = 0
    for number in range(count):
        data = _proposal(rng, number).encode()
        (folder / f"voorstel-{number:05d}.yaml").write_bytes(data)
        size += len(data)
    return size


def _proposal(rng: random.Random, number: int) -> str:
    first = f"0999{number % 10_000:04d}"  # no real organisation has such a number
    check = 97 - int(first) % 97
    chosen = rng.sample(sorted(CHALLENGES), rng.choice((1, 1, 2, 3, 5)))
    lines = [
        f"id: voorstel-{number:05d}",
        f"title: Samen verder {number}",
        f"organisation: {{name: Vereniging {number} vzw, enterprise_number: {first[:4]}.{first[4:7]}.{first[7:]}{check:02d}}}",
        "contact: {name: Coördinator, email: info@example.org}",
        "submission:",
        f"  received_at: 2023-{rng.choice(('05', '06'))}-{rng.randint(1, 9):02d}T{rng.randint(8, 20):02d}:15:00+02:00",
        "  sent_to: saar.deschamps@welzijn13.be",
        "  channel: email",
        f"approach: {{offered: {rng.choice(('ja', 'ja', 'ja', 'ja', 'nee'))}, description: {_say(rng, 2)!r}}}",
        "expertise:",
        f"  - {{domain: {rng.choice(('wonen', 'werk', 'taal'))}, description: {_say(rng, 1)!r}}}",
        "challenges:",
    ]
    for challenge in chosen:
        lines += [f"  - id: {challenge}", "    description: >-", f"      {_say(rng, 2)}", "    interventions:"]
        for one in rng.sample(CHALLENGES[challenge], rng.randint(2, 5)):
            tail = f", description: {_say(rng, 1)!r}" if rng.random() < 0.5 else ""
            lines.append(f"      - {{id: {one}{tail}}}")
    lines += [
        f"municipalities: [{', '.join(rng.sample(PLACES, rng.randint(1, 6)))}]",
        "target_group: {description: volwassenen in een kwetsbare positie}",
        f"capacity: {{fte: {rng.choice(('0.5', '1', '2.5', '4'))}, caseload: {rng.randint(8, 25)}}}",
        "narrative: |",
    ]
    lines += [f"  {_say(rng, 4)}\n" for _ in range(rng.randint(4, 8))]
    return "\n".join(lines) + "\n"


def _say(rng: random.Random, sentences: int) -> str:
    return " ".join(_sentence(rng) for _ in range(sentences)).replace("'", "’")


def _sentence(rng: random.Random) -> str:
    """Return a sentence that hardly occurs twice: nothing that is remembered of the last one helps with the next."""
    words = rng.choice(rng.choice((OFFERS, OFFERS, LIMITS, TALK, TALK))).split(" ")
    place = rng.randrange(1, len(words))
    return " ".join((*words[:place], *rng.sample(FILLERS, 2), *words[place:]))
