/** Tokens of the EventBridge types whose rules look at each other. */

export const eventRuleType = "aws:cloudwatch/eventRule:EventRule";
export const eventTargetType = "aws:cloudwatch/eventTarget:EventTarget";
