"""Sentences of passkeys."""

SENTENCES: dict[str, str] = {
    "console.passkey.title": "Passkeys",
    "console.passkey.why": (
        "A key on your telephone, your computer or a security key signs in place of a code, and "
        "cannot be given to a page that only looks like this one. It works only where this door "
        "is reached by the name it was added under: keep printed codes for the night when names "
        "do not resolve."
    ),
    "console.passkey.name": "Name",
    "console.passkey.domain": "Where it works",
    "console.passkey.added": "Added",
    "console.passkey.revoke": "Revoke",
    "console.passkey.new_name": "What you call the new key",
    "console.passkey.add": "Add a passkey",
    "console.passkey.make": "Make the key",
    "console.passkey.how": (
        "The browser will ask for the device that is to hold the key “{name}”. Touch it, "
        "or unlock it, within five minutes."
    ),
    "console.passkey.back": "Back to my account",
    "console.passkey.show": "Show a passkey instead",
    "console.passkey.enter": "Log in with a passkey as second factor",
    "console.passkey.wait": "Waiting for your device…",
    "console.passkey.failed": (
        "No key was shown. Was it added for this address, does the browser trust the certificate "
        "of this page, and did you act within five minutes? A code from your app, or a printed "
        "one, does as well."
    ),
    "console.passkey.cannot": (
        "This browser cannot use passkeys here. A code from your app, or a printed one, does as "
        "well."
    ),
    "console.passkey.no_name": (
        "Passkeys need a name, and this door was reached by an address. Come by its name under "
        "https, or on this machine by http://localhost, to add one."
    ),
    "console.passkey.codes_first": (
        "Make printed codes first: no passkey helps on the night when names do not resolve."
    ),
    "console.factor.passkey": "password and passkey",
    "console.absent_passkeys": (
        "passkeys cannot be used here: you have none for this name, or the door was reached by an "
        "address"
    ),
    "console.absent_passkey": "you have no such passkey",
    "console.bad_passkey_name": "the name of a passkey has 1 to {most} printable characters",
    "console.passkey_name_taken": "you have a passkey called {name} already: choose another name",
    "console.too_many_passkeys": "you have {most} passkeys, and may have no more: revoke one first",
    "console.passkey_not_made": "the browser did not make a key that can be used here: try again",
    "console.passkey_too_late": "the time to make the key is over: begin again",
    "console.wrong_passkey": (
        "the passkey was not accepted: it is not one of yours for this door, or its time was over"
    ),
    "console.figures_too_late": "the time to set the app up is over: begin again",
    "console.fact.access.passkey_added": "{person} added the passkey “{name}” for {domain}",
    "console.fact.access.passkey_revoked": "The passkey “{name}” of {person} was revoked",
    "console.fact.access.passkey_doubted": (
        "The passkey “{name}” of {person} was not accepted: its counter did not go on, so a copy "
        "may be about. Revoke it if nobody can say why."
    ),
}
