return function(amount, probability, has_next_step, days_to_close, silent_days)
    local reasons = {}
    local score = amount and amount * probability or probability
    if amount and amount >= 500000 then
        score = score * 2
        reasons[#reasons + 1] = "large: " .. amount
    end
    if not has_next_step then
        score = score * 1.5
        reasons[#reasons + 1] = "no next step"
    end
    if days_to_close then
        if days_to_close < 0 then
            score = score * 1.5
            reasons[#reasons + 1] = "close date passed by " .. -days_to_close .. " days"
        elseif days_to_close <= 7 then
            score = score * 1.2
            reasons[#reasons + 1] = "closes in " .. days_to_close .. " days"
        end
    end
    if silent_days and silent_days >= 14 then
        score = score * 1.3
        reasons[#reasons + 1] = "silent for " .. silent_days .. " days"
    end
    return score, reasons
end
