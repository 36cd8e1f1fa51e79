"""The one table of rules. A new rule is one file beside its neighbours and one row here."""

from __future__ import annotations

from types import MappingProxyType

from transqa.check.rule import Rule
from transqa.rules.accuracy.added_block import added_block
from transqa.rules.accuracy.added_sentence import added_sentence
from transqa.rules.accuracy.copied_neighbour import copied_neighbour
from transqa.rules.accuracy.negation_one_sided import negation_one_sided
from transqa.rules.accuracy.omitted_block import omitted_block
from transqa.rules.accuracy.omitted_sentence import omitted_sentence
from transqa.rules.accuracy.opposite_word import opposite_word
from transqa.rules.accuracy.repeated_text import repeated_text
from transqa.rules.accuracy.suspicious_length import suspicious_length
from transqa.rules.accuracy.truncated_ending import truncated_ending
from transqa.rules.accuracy.untranslated_block import untranslated_block
from transqa.rules.accuracy.untranslated_run import untranslated_run
from transqa.rules.accuracy.wrong_language import wrong_language
from transqa.rules.alignment.doubtful_link import doubtful_link
from transqa.rules.alignment.stale_translation import stale_translation
from transqa.rules.consistency.heading_numbering import heading_numbering
from transqa.rules.consistency.inconsistent_term import inconsistent_term
from transqa.rules.consistency.mixed_address import mixed_address
from transqa.rules.consistency.recurring_label import recurring_label
from transqa.rules.consistency.same_source import same_source
from transqa.rules.consistency.same_target import same_target
from transqa.rules.consistency.shared_rendering import shared_rendering
from transqa.rules.markup.block_shape import block_shape
from transqa.rules.markup.broken_markdown import broken_markdown
from transqa.rules.markup.code_changed import code_changed
from transqa.rules.markup.emoji_lost import emoji_lost
from transqa.rules.markup.emphasis_lost import emphasis_lost
from transqa.rules.markup.footnote_mark import footnote_mark
from transqa.rules.markup.heading_level import heading_level
from transqa.rules.markup.image_lost import image_lost
from transqa.rules.markup.link_added import link_added
from transqa.rules.markup.link_changed import link_changed
from transqa.rules.markup.link_lost import link_lost
from transqa.rules.markup.link_misplaced import link_misplaced
from transqa.rules.markup.markup_stripped import markup_stripped
from transqa.rules.markup.math_changed import math_changed
from transqa.rules.markup.placeholder_changed import placeholder_changed
from transqa.rules.markup.unclosed_emphasis import unclosed_emphasis
from transqa.rules.names.linked_name_lost import linked_name_lost
from transqa.rules.names.name_altered import name_altered
from transqa.rules.names.name_lost import name_lost
from transqa.rules.names.name_split import name_split
from transqa.rules.names.name_transliterated import name_transliterated
from transqa.rules.names.unlisted_name_lost import unlisted_name_lost
from transqa.rules.names.unsupported_name import unsupported_name
from transqa.rules.numbers.bound_changed import bound_changed
from transqa.rules.numbers.fraction_as_multiple import fraction_as_multiple
from transqa.rules.numbers.growth_misread import growth_misread
from transqa.rules.numbers.half_converted_magnitude import half_converted_magnitude
from transqa.rules.numbers.number_added import number_added
from transqa.rules.numbers.number_changed import number_changed
from transqa.rules.numbers.number_missing import number_missing
from transqa.rules.numbers.number_role_misread import number_role_misread
from transqa.rules.numbers.unit_changed import unit_changed
from transqa.rules.numbers.version_changed import version_changed
from transqa.rules.people.another_person import another_person
from transqa.rules.people.empty_slot import empty_slot
from transqa.rules.people.fewer_people import fewer_people
from transqa.rules.people.guessed_characters import guessed_characters
from transqa.rules.people.lower_case_initial import lower_case_initial
from transqa.rules.people.mixed_scripts import mixed_name_scripts
from transqa.rules.people.name_misspelt import name_misspelt
from transqa.rules.people.name_part_lost import name_part_lost
from transqa.rules.people.name_translated import name_translated
from transqa.rules.people.person_lost import person_lost
from transqa.rules.people.spelled_two_ways import spelled_two_ways
from transqa.rules.suppression.unknown_rule import unknown_rule
from transqa.rules.suppression.unused_suppression import unused_suppression
from transqa.rules.terminology.deprecated_term import deprecated_term
from transqa.rules.terminology.first_mention import first_mention
from transqa.rules.terminology.literal_term import literal_term
from transqa.rules.terminology.missing_term import missing_term
from transqa.rules.terminology.never_right_term import never_right_term
from transqa.rules.terminology.regional_term import regional_term
from transqa.rules.typography.compatibility_character import compatibility_character
from transqa.rules.typography.doubled_punctuation import doubled_punctuation
from transqa.rules.typography.full_width import full_width_form
from transqa.rules.typography.half_width import half_width_punctuation
from transqa.rules.typography.invisible_character import invisible_character
from transqa.rules.typography.missing_final_mark import missing_final_mark
from transqa.rules.typography.regional_vocabulary import regional_vocabulary
from transqa.rules.typography.script_mix import script_mix
from transqa.rules.typography.script_spacing import spacing_between_scripts
from transqa.rules.typography.stray_full_stop import stray_full_stop
from transqa.rules.typography.stray_space import stray_space
from transqa.rules.typography.unbalanced_bracket import unbalanced_bracket
from transqa.rules.typography.wrong_dash import wrong_dash
from transqa.rules.typography.wrong_ellipsis import wrong_ellipsis
from transqa.rules.typography.wrong_encoding import wrong_encoding
from transqa.rules.typography.wrong_quotes import wrong_quotes

#: Code -> rule, in the order of the codes. A code is never reused.
RULES = MappingProxyType(
    {
        rule.code: rule
        for rule in sorted(
            (
                added_block,
                added_sentence,
                another_person,
                block_shape,
                bound_changed,
                broken_markdown,
                code_changed,
                compatibility_character,
                copied_neighbour,
                deprecated_term,
                doubled_punctuation,
                doubtful_link,
                emoji_lost,
                emphasis_lost,
                empty_slot,
                fewer_people,
                first_mention,
                footnote_mark,
                fraction_as_multiple,
                full_width_form,
                guessed_characters,
                growth_misread,
                half_converted_magnitude,
                half_width_punctuation,
                heading_level,
                heading_numbering,
                image_lost,
                inconsistent_term,
                invisible_character,
                link_added,
                link_changed,
                link_lost,
                link_misplaced,
                linked_name_lost,
                literal_term,
                lower_case_initial,
                markup_stripped,
                math_changed,
                missing_final_mark,
                missing_term,
                mixed_address,
                mixed_name_scripts,
                name_altered,
                name_lost,
                name_misspelt,
                name_part_lost,
                name_split,
                name_translated,
                name_transliterated,
                negation_one_sided,
                never_right_term,
                number_added,
                number_changed,
                number_missing,
                number_role_misread,
                omitted_block,
                omitted_sentence,
                opposite_word,
                person_lost,
                placeholder_changed,
                recurring_label,
                regional_term,
                regional_vocabulary,
                repeated_text,
                same_source,
                same_target,
                script_mix,
                shared_rendering,
                spacing_between_scripts,
                spelled_two_ways,
                stale_translation,
                stray_full_stop,
                stray_space,
                suspicious_length,
                truncated_ending,
                unbalanced_bracket,
                unclosed_emphasis,
                unit_changed,
                unknown_rule,
                unlisted_name_lost,
                unsupported_name,
                untranslated_block,
                untranslated_run,
                unused_suppression,
                version_changed,
                wrong_dash,
                wrong_ellipsis,
                wrong_encoding,
                wrong_language,
                wrong_quotes,
            ),
            key=lambda rule: rule.code,
        )
    }
)


def registry() -> MappingProxyType[str, Rule]:
    """All rules by code."""
    return RULES
