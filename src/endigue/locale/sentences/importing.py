"""Sentences of the importers: what they refuse, and why something was left out.

Those at the end are no sentences but reasons; they stand behind a kind and a count.
"""

SENTENCES: dict[str, str] = {
    "importing.file_missing": "{file} does not exist: check the path.",
    "importing.file_unreadable": "{file} cannot be read ({why}): check its rights.",
    "importing.file_too_big": "{file} is larger than {most} MiB: split the export.",
    "importing.too_many_files": "{file}: an import reads at most {most} files; give fewer at once.",
    "importing.too_much_in_all": (
        "{file}: with this file the import passes {most} MiB unpacked; give fewer files at once."
    ),
    "importing.archive_broken": (
        "{file} is no ZIP archive that can be read: copy or export it again."
    ),
    "importing.archive_encrypted": "{file} is protected by a password: unpack it first.",
    "importing.archive_nested": "{file} is an archive inside an archive: unpack it first.",
    "importing.archive_bomb": (
        "{file} would grow more than {most} times when unpacked: this is taken for an attack and "
        "was not opened."
    ),
    "importing.nothing_to_read": (
        "No file of this kind was found in {file}: check the path and the kind of import."
    ),
    "importing.not_json": "{file} is no JSON from byte {byte} on: copy or export it again.",
    "importing.json_too_deep": (
        "{file}: its JSON is nested deeper than any real export; it was not read."
    ),
    "importing.json_other_shape": "{file} is JSON of another shape than this import reads ({why}).",
    "importing.not_text": "{file}: byte {byte} is not UTF-8; save the file as UTF-8.",
    "importing.not_csv": (
        "{file} is no CSV that can be read: export it again with commas and a header row."
    ),
    "importing.not_bloodhound": (
        "{file} is no SharpHound or BloodHound collection: it has no 'data' and 'meta'."
    ),
    "importing.opengraph_instead": "{file} is an OpenGraph document: import it as 'opengraph'.",
    "importing.bloodhound_version": (
        "{file} has schema version {found}, of which nothing is known here; versions {known} are "
        "read: collect again with a collector of one of them."
    ),
    "importing.not_opengraph": "{file} is no OpenGraph document: it has no 'graph'.",
    "importing.too_many_relations": (
        "The collection holds more than {most} relations: import one domain at a time."
    ),
    "importing.too_entangled": (
        "The groups of the collection are so entangled that {most} steps did not resolve them: "
        "import one domain at a time."
    ),
    "importing.not_nmap": "{file} is no nmap report: write one with nmap -oX.",
    "importing.xml_broken": (
        "{file} breaks off or is damaged at line {line}: let the scan finish, or copy it again."
    ),
    "importing.xml_attack": (
        "{file} declares XML entities or an impossible encoding, as attacks do and nmap never "
        "does; it was not read."
    ),
    "importing.xml_too_deep": (
        "{file}: its XML is nested deeper than any real report; it was not read."
    ),
    "importing.too_many_hosts": (
        "{file}: the scans hold more than {most} hosts; give fewer at once."
    ),
    "importing.workbook_broken": "{file} is no workbook that can be read: save it again as .xlsx.",
    "importing.not_workbook": (
        "{file} has none of the sheets of the operations workbook: start from the template."
    ),
    "importing.workbook_too_long": (
        "{file}: sheet {sheet} has more than {most} rows; keep what the operations need."
    ),
    "importing.workbook_errors": "{file} was not imported; errors to mend: {count}.",
    "importing.column_missing": (
        "{sheet} has no column '{column}': add it, or start from the template."
    ),
    "importing.cell_missing": "{cell} is empty: '{column}' must be filled in.",
    "importing.cell_identifier": (
        "{cell}: '{found}' cannot be an identifier; write it without spaces, commas, semicolons "
        "and quotes, for example {nearest}."
    ),
    "importing.cell_twice": (
        "{cell}: '{found}' stands at {first} already; give one of them another identifier."
    ),
    "importing.cell_number": "{cell}: '{found}' is no number; write for example 4200 or 12.5.",
    "importing.cell_whole": "{cell}: '{found}' is no whole number.",
    "importing.cell_range": "{cell}: {found} is not between 0 and {most}.",
    "importing.cell_choice": "{cell}: '{found}' is none of {expected}; did you mean {nearest}?",
    "importing.cell_yes_no": "{cell}: '{found}' is neither yes nor no.",
    "importing.cell_hours": (
        "{cell}: '{found}' is no calendar of shifts; write 24/7, or for example mon-fri "
        "08:00-18:00."
    ),
    "importing.cell_formula": (
        "{cell} holds a formula without a value: open the workbook, let it compute and save it, "
        "or write the value itself."
    ),
    "importing.cell_broken": (
        "{cell} shows the error {found}: mend its formula, or write the value itself."
    ),
    "importing.cell_manual": (
        "{cell} speaks of work by hand, but its capacity per hour is empty: fill it in, or empty "
        "this cell."
    ),
    "importing.need_empty": "{cell}: a need is empty.",
    "importing.need_too_long": (
        "{cell}: a need has at most {most} characters; make services of its parts."
    ),
    "importing.need_too_deep": (
        "{cell}, character {place}: at most {most} parentheses stand inside each other; make a "
        "service of a part."
    ),
    "importing.need_mixed": (
        "{cell}, character {place}: & and | are mixed; write parentheses, for example a & (b | c)."
    ),
    "importing.need_count": "{cell}, character {place}: {found} of {most} cannot be asked for.",
    "importing.need_quote_open": "{cell}, character {place}: a double quote is not closed.",
    "importing.need_unexpected": (
        "{cell}, character {place}: '{found}' is not expected here; write for example a & (b | c)."
    ),
    "importing.need_unfinished": (
        "{cell}, character {place}: the need breaks off; a name or a parenthesis is missing."
    ),
    "importing.name_unknown": (
        "{subject} names '{name}', which nothing carries; nearest names: {candidates}."
    ),
    "importing.name_ambiguous": (
        "{subject} names '{name}', which several things carry: write one of {candidates}."
    ),
    "importing.no_json": "is no JSON file",
    "importing.too_many_flows": (
        "{file}: more than {most} different connections; give the logs of fewer days or networks."
    ),
    "importing.no_flow_log": "holds no Zeek log and no table with source, target and port",
    "importing.link_not_followed": "a link to elsewhere, not followed, or not readable",
    "importing.log_not_needed": "a log that says nothing about who talks to whom",
    "importing.flow_not_answered": "not answered, or refused",
    "importing.flow_no_way_in": "kept as a flow; no protocol that lets somebody in",
    "importing.port_ephemeral": "a port given for one call",
    "importing.no_xml": "is no XML file",
    "importing.no_csv": "is no CSV file",
    "importing.kind_not_understood": "of a kind that is not understood here",
    "importing.object_broken": "without an identifier that can be used, or not decodable",
    "importing.object_twice": "said again in another file; the first was kept",
    "importing.part_of_a_plan": "belongs to an exported plan, which is no inventory",
    "importing.object_deleted": "deleted in the directory",
    "importing.said_twice": "says again what another relation said",
    "importing.self_reference": "leads from a thing to itself",
    "importing.unknown_end": (
        "leads to or from something that is not in the collection and of unknown type"
    ),
    "importing.ambiguous_end": "an end of it is matched by several nodes",
    "importing.deleted_end": "leads to or from a deleted object",
    "importing.no_path_alone": "no way in on its own",
    "importing.half_of_a_right": (
        "a way in only together with its other half; see DCSync and SyncLAPSPassword"
    ),
    "importing.not_collected": "the collector says that it could not be collected",
    "importing.owner_rights": "held by whoever owns the object; see Owns",
    "importing.group_gives_no_control": (
        "member of a local group that gives no control of the machine"
    ),
    "importing.no_remote_logon_right": (
        "member of Remote Desktop Users without the right to log on remotely"
    ),
    "importing.expanded": "a local group inside another, replaced by its members",
    "importing.trust_filtered": "a trust across forests that is filtered",
    "importing.trust_disabled": "a trust that is disabled",
    "importing.host_down": "did not answer",
    "importing.host_without_name": "without an address or a name",
    "importing.port_unsure": "the scan cannot tell whether it is open",
    "importing.port_no_way_in": "open, but of no protocol that lets somebody in",
    "importing.sheet_unknown": "a sheet that is not understood",
    "importing.column_unknown": "a column that is not understood",
    "importing.too_many_things": "The export holds more than {most} things; give a part of it.",
    "importing.not_glpi": (
        "{file} has neither the columns of glpi_impactrelations nor itemtype, id and name."
    ),
    "importing.not_itop": "{file} is no answer of iTop to core/get: it has no 'objects'.",
    "importing.not_nbservice": "{file} is no answer of nbservice: it has no list of 'results'.",
    "importing.not_ciso_assistant": (
        "{file} is no workbook of CISO Assistant: it has no sheet of assets or of an assessment."
    ),
    "importing.no_workbook": "is no workbook (.xlsx)",
    "importing.end_unknown": "with an end that the files do not hold",
    "importing.circle": "closing a circle of needs; the others were kept",
    "importing.needs_nothing": "needing nothing that was read, so nothing can be said of it",
    "importing.redundancy_unknown": "with a redundancy that is none; all needs are taken as needed",
    "importing.drawing": "arrows of a drawing that do not say which end needs the other",
    "importing.threshold": "losses over time whose unit of time the workbook does not tell",
}
