/** Tokens of the Config types whose rules look at each other. */

export const recorderType = "aws:cfg/recorder:Recorder";
export const recorderStatusType = "aws:cfg/recorderStatus:RecorderStatus";
export const deliveryChannelType = "aws:cfg/deliveryChannel:DeliveryChannel";
export const ruleType = "aws:cfg/rule:Rule";
