"""Files beside the small rulebook, so that every kind of fault can be planted in it."""

CONTRADICTION = """\
- id: idle_skill
  severity: conflict
  when: {parts: lacks api, skills: has kubernetes}
  message: {en: Words., ko: 말.}
  examples: [{given: {parts: [job], skills: [kubernetes]}}]
"""
# Nothing reads it until a mutant does.
TONE = """\
topic: {id: extra, title: {en: Words., ko: 말.}}
inputs:
  - id: tone
    kind: choice
    question: {en: Words., ko: 말.}
    axis: [time]
    values: [{id: low, label: {en: low, ko: 낮음}}, {id: high, label: {en: high, ko: 높음}}]
    usual: low
"""
REVIEW = """\
id: review
kind: finding
title: {en: Words., ko: 말.}
question: {en: Words., ko: 말.}
axis: [time]
door: {way: two, going_back: {en: A day., ko: 하루.}}
hit_policy: unique
rules:
  - {when: {api_code: container, job_code: task}, then: both, because: {en: Words., ko: 말.}}
  - {when: {api_code: container, job_code: not task}, then: one, because: {en: Words., ko: 말.}}
  - {when: {api_code: [none, function], job_code: task}, then: one, because: {en: Words., ko: 말.}}
  - {when: {api_code: not container, job_code: not task}, then: nothing, because: {en: Words., ko: 말.}}
outcomes:
  both: {label: {en: Both, ko: 둘 다}}
  one: {label: {en: One, ko: 하나}}
  nothing: {label: {en: Nothing, ko: 없음}}
examples: [{given: {}, then: nothing}]
"""
EXTRA = {
    "guardrails/extra.yaml": CONTRADICTION,
    "decisions/review.yaml": REVIEW,
    "inputs/03-extra.yaml": TONE,
}
